import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { FACTS, type FactName, type FactOf } from '@/lib/protocol/facts'
import { createRandomId } from '@/lib/protocol/ids'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { NodesHarness } from '@/lib/testing/nodes-harness'
import { RedisServer } from '@/lib/testing/redis-server'
import type { ServerHarness, TestClient } from '@/lib/testing/server-harness'

/** 256 bits as a passcode's proof. */
const PROOF = `${'p'.repeat(42)}A`

interface Person {
  readonly client: TestClient
  readonly id: string
  readonly token: string
}

describeWithRedis('each rule between people on three nodes', () => {
  /** Facts that were told on another node than the one on which they were brought about. */
  const crossed = new Set<FactName>()
  let redis: RedisServer
  let nodes: NodesHarness
  let one: ServerHarness
  let two: ServerHarness
  let three: ServerHarness

  beforeAll(async () => {
    redis = await RedisServer.start()
  })

  afterAll(() => redis.remove())

  beforeEach(async () => {
    await redis.clear()
    nodes = new NodesHarness(redis, { maxParticipants: 8, isInstantAnswerOn: true })
    ;[one, two, three] = await Promise.all([nodes.add(), nodes.add(), nodes.add()])
  })

  afterEach(() => nodes.close())

  async function join(
    node: ServerHarness,
    overrides: Parameters<TestClient['join']>[1] = {},
  ): Promise<Person> {
    const client = await node.connect()
    const { participantId: id, token } = await client.join('room', overrides)
    return { client, id, token }
  }

  /** Takes a fact from somebody whose node did not bring it about. */
  async function hear<N extends FactName>(
    { client }: Pick<Person, 'client'>,
    name: N,
    fits?: (fact: FactOf<N>) => boolean,
  ): Promise<FactOf<N>> {
    const fact = await client.take(name, fits)
    crossed.add(name)
    return fact
  }

  it('J: who comes, changes and leaves is told; a page that takes a stay over ends the one before', async () => {
    const ann = await join(one)
    const bob = await join(two)
    expect(await hear(ann, 'participant:joined')).toMatchObject({ participant: { id: bob.id } })
    await bob.client.request('profile:update', { profile: 'later' })
    await hear(ann, 'participant:updated', ({ participant }) => participant.profile === 'later')
    const ended = bob.client.disconnected()
    const again = await three.connect()
    const { seed, memberKey } = bob.client
    expect(await again.join('room', { seed, memberKey, token: bob.token })).toMatchObject({
      participantId: bob.id,
    })
    await hear(bob, 'session:superseded')
    expect(await ended).toBe('io server disconnect')
    await again.request('room:leave', {})
    expect(await hear(ann, 'participant:left')).toEqual({ participantId: bob.id, reason: 'left' })
  })

  it('O: an offer is listed, gathers, is declined, taken by one, and answered', async () => {
    const [ann, bob, cid] = [await join(one), await join(two), await join(three)]
    const { offerId } = await ann.client.post()
    expect(await hear(bob, 'offer:posted')).toMatchObject({ offer: { id: offerId, participantId: ann.id } })
    await ann.client.request('offer:candidates', { offerId, candidates: ['first'] })
    expect(await hear(bob, 'offer:gathered')).toEqual({ offerId, candidates: ['first'] })
    await bob.client.request('offer:decline', { offerId })
    expect(await hear(ann, 'offer:declined')).toEqual({ offerId, participantId: bob.id })
    expect(await cid.client.answer(offerId)).toMatchObject({ ok: true, candidates: ['first'] })
    expect(await hear(ann, 'offer:answered')).toMatchObject({ offerId, participantId: cid.id })
    expect(await hear(bob, 'offer:closed')).toEqual({ offerId, reason: 'taken' })
    expect(await bob.client.answer(offerId)).toEqual({ ok: false, code: 'offer-taken' })
  })

  it('L, P: link messages pass, before the answer and after it', async () => {
    const [ann, bob] = [await join(one), await join(two)]
    const linkId = createRandomId()
    await ann.client.post()
    await bob.client.request('link:prepare', { to: ann.id, linkId, payload: 'offer' })
    expect(await hear(ann, 'link:prepared')).toEqual({ from: bob.id, linkId, payload: 'offer' })
    expect(await bob.client.request('link:answer', { participantId: ann.id, linkId })).toMatchObject({
      ok: true,
    })
    expect(await hear(ann, 'link:answered')).toMatchObject({ linkId, participantId: bob.id })
    await ann.client.request('link:signal', { to: bob.id, linkId, payload: 'candidate' })
    expect(await hear(bob, 'link:signal')).toEqual({ from: ann.id, linkId, payload: 'candidate' })
  })

  it('H4, H9, H10: hosts made on one node are hosts on all; whom they mute is muted, and the call they end is over', async () => {
    const [ann, bob, cid] = [await join(one), await join(two), await join(three)]
    expect(await bob.client.request('room:configure', { door: 'locked' })).toEqual({
      ok: false,
      code: 'not-host',
    })
    await ann.client.request('host:grant', { participantId: bob.id })
    await bob.client.take('participant:updated', ({ participant }) => participant.isHost)
    expect(await bob.client.request('participant:mute', { participantId: cid.id, isMuted: true })).toEqual({
      ok: true,
    })
    await hear(
      ann,
      'participant:updated',
      ({ participant }) => participant.id === cid.id && participant.isMuted,
    )
    await cid.client.post()
    await bob.client.request('call:end', {})
    expect(await hear(cid, 'call:ended')).toEqual({ participantId: bob.id })
    expect(await ann.client.request('host:revoke', { participantId: bob.id })).toEqual({ ok: true })
    expect(await bob.client.request('call:end', {})).toEqual({ ok: false, code: 'not-host' })
  })

  it('H8: who is removed is cut off on their node and comes back through none', async () => {
    const [ann, bob] = [await join(one), await join(two)]
    const ended = bob.client.disconnected()
    await ann.client.request('participant:remove', { participantId: bob.id })
    await hear(bob, 'session:removed')
    expect(await ended).toBe('io server disconnect')
    for (const node of [one, two, three]) {
      const again = await node.connect()
      const { seed, memberKey } = bob.client
      const request = again.describe('room', { seed, memberKey, token: bob.token })
      expect(await again.request('room:join', request)).toEqual({ ok: false, code: 'removed' })
    }
  })

  it('H6: a knock on one node is heard by the hosts of others, answered by one, and opens any door', async () => {
    const [ann, bob] = [await join(one), await join(three)]
    await ann.client.request('host:grant', { participantId: bob.id })
    await ann.client.request('room:configure', { door: 'knock' })
    expect(await hear(bob, 'room:updated')).toMatchObject({ settings: { door: 'knock' } })
    const cid = await two.connect()
    const knock = await cid.request('room:knock', cid.describe('room'))
    if (!knock.ok) throw new Error(`The knock was refused: ${knock.code}`)
    const { participantId, token } = knock
    for (const host of [ann, bob]) {
      expect(await hear(host, 'knock:started')).toMatchObject({ knock: { participantId } })
    }
    await bob.client.request('knock:answer', { participantId, isAdmitted: true })
    expect(await hear({ client: cid }, 'knock:answered')).toEqual({ isAdmitted: true })
    expect(await hear(ann, 'knock:ended')).toEqual({ participantId })
    const { seed, memberKey } = cid
    expect(await join(one, { seed, memberKey, token })).toMatchObject({ id: participantId })
  })

  it('H5, H7, H11: lock, passcode and size that are set on one node hold on all', async () => {
    const ann = await join(one)
    const refusalAt = async (node: ServerHarness, overrides = {}) => {
      const client = await node.connect()
      const ack = await client.request('room:join', client.describe('room', overrides))
      return ack.ok ? null : ack.code
    }
    await ann.client.request('room:configure', { door: 'locked' })
    expect([await refusalAt(two), await refusalAt(three)]).toEqual(['room-locked', 'room-locked'])
    await ann.client.request('room:configure', { door: 'open', passcodeProof: PROOF })
    expect(await refusalAt(two)).toBe('passcode-required')
    expect(await refusalAt(three, { passcodeProof: `${'q'.repeat(42)}A` })).toBe('passcode-wrong')
    expect(await refusalAt(three, { passcodeProof: PROOF })).toBeNull()
    await ann.client.request('room:configure', { passcodeProof: null, maxParticipants: 2 })
    expect(await refusalAt(two)).toBe('room-full')
  })

  it('O5: four people on three nodes end in one link for each two of them', async () => {
    const people: (Person & { offerId: string })[] = []
    const links: string[] = []
    for (const node of [one, two, three, one]) {
      const person = await join(node)
      for (const other of people) {
        expect(await person.client.answer(other.offerId)).toMatchObject({ ok: true })
        expect(await other.client.take('offer:answered')).toMatchObject({
          offerId: other.offerId,
          participantId: person.id,
        })
        links.push([other.id, person.id].sort().join(' '))
        other.offerId = (await other.client.post()).offerId
      }
      const { offerId, offers } = await person.client.post()
      expect(offers.map(({ participantId }) => participantId).sort()).toEqual(
        people.map(({ id }) => id).sort(),
      )
      people.push({ ...person, offerId })
    }
    expect(new Set(links).size).toBe(6)
    const views = await Promise.all(
      [one, two, three].map(async (node) => (await node.connect()).join('room')),
    )
    for (const { snapshot } of views) {
      expect(snapshot.participants.filter(({ callOrder }) => callOrder !== null)).toHaveLength(4)
      expect(snapshot.offers.map(({ id }) => id).sort()).toEqual(people.map(({ offerId }) => offerId).sort())
    }
  })

  it('N2: whatever a server states has been told across nodes here', () => {
    expect(Object.keys(FACTS).filter((name) => ![...crossed].some((one) => one === name))).toEqual([])
  })
})
