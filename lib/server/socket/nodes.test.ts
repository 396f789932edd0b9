import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { NodesHarness } from '@/lib/testing/nodes-harness'
import { RedisServer } from '@/lib/testing/redis-server'
import type { ServerHarness, TestClient } from '@/lib/testing/server-harness'

describeWithRedis('several nodes on one Redis', () => {
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
    nodes = new NodesHarness(redis, { maxParticipants: 4 })
    ;[one, two, three] = await Promise.all([nodes.add(), nodes.add(), nodes.add()])
  })

  afterEach(() => nodes.close())

  it('lets two people on two nodes call each other', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    const annJoined = await ann.join('room')
    const { offerId } = await ann.post(['early'])
    const bobJoined = await bob.join('room')
    expect(bobJoined.snapshot.offers.map(({ id }) => id)).toEqual([offerId])
    await ann.take('participant:joined', ({ participant }) => participant.id === bobJoined.participantId)
    await ann.request('offer:candidates', { offerId, candidates: ['late'] })
    expect(await bob.answer(offerId)).toMatchObject({ ok: true, candidates: ['early', 'late'] })
    const answered = await ann.take('offer:answered')
    expect(answered).toMatchObject({ offerId, participantId: bobJoined.participantId, description: 'answer' })
    const linkId = offerId
    await bob.request('link:signal', { to: annJoined.participantId, linkId, payload: 'hello' })
    expect(await ann.take('link:signal')).toMatchObject({
      from: bobJoined.participantId,
      linkId,
      payload: 'hello',
    })
  })

  it('O3 grants an offer to one of many who answer it from two nodes at once', async () => {
    const ann = await one.connect()
    await ann.join('room')
    for (let round = 0; round < 10; round += 1) {
      const { offerId } = await ann.post()
      const rivals = await Promise.all([one, two, three].map((node) => node.connect()))
      for (const rival of rivals) await rival.join('room')
      const acks = await Promise.all(rivals.map((rival) => rival.answer(offerId)))
      expect(acks.map((ack) => (ack.ok ? 'granted' : ack.code)).sort()).toEqual([
        'granted',
        'offer-taken',
        'offer-taken',
      ])
      expect(await ann.take('offer:answered')).toMatchObject({ offerId })
      await Promise.all(rivals.map((rival) => rival.request('room:leave', {})))
    }
  })

  it('J4 lets exactly four of fifty in who join a room of four through three nodes at once', async () => {
    const clients = await Promise.all(
      Array.from({ length: 50 }, (_, index) => ([one, two, three][index % 3] ?? one).connect()),
    )
    const acks = await Promise.all(
      clients.map((client) => client.request('room:join', client.describe('room'))),
    )
    expect(acks.filter(({ ok }) => ok)).toHaveLength(4)
    expect(acks.filter((ack) => !ack.ok && ack.code === 'room-full')).toHaveLength(46)
    expect((await one.read('room'))?.participants).toHaveLength(4)
  })

  it('H8 closes the socket of who is removed by a host on another node', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    await ann.join('room')
    const { participantId, token } = await bob.join('room')
    const closed = bob.disconnected()
    expect(await ann.request('participant:remove', { participantId })).toEqual({ ok: true })
    await bob.take('session:removed')
    expect(await closed).toBe('io server disconnect')
    const again = await three.connect()
    expect(await again.request('room:join', bob.describe('room', { token }))).toEqual({
      ok: false,
      code: 'removed',
    })
  })

  it('J6 resumes on another node a stay whose socket on the first still stands, and closes that', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    await ann.join('room')
    const before = await bob.join('room')
    const { offerId, callOrder } = await bob.post()
    await ann.take('offer:posted')
    const closed = bob.disconnected()
    const again = await three.connect()
    const { token } = before
    const after = await again.join('room', { ...bob.describe('room'), token })
    expect(after.participantId).toBe(before.participantId)
    expect(after.snapshot.participants.find(({ id }) => id === before.participantId)).toMatchObject({
      callOrder,
      isAway: false,
    })
    await closed
    await ann.request('profile:update', { profile: 'later' })
    expect(ann.untaken).not.toContain('participant:left')
    expect(await ann.answer(offerId)).toMatchObject({ ok: true })
    await again.take('offer:answered')
  })

  it('J9 J10 ends on every node, once, a stay whose grace period is over, whichever node saw it go', async () => {
    const [ann, bob, cid] = [await one.connect(), await two.connect(), await three.connect()]
    await ann.join('room')
    const { participantId } = await bob.join('room')
    await cid.join('room')
    bob.close()
    await ann.take('participant:updated', ({ participant }) => participant.isAway)
    nodes.clock.advance(30_000)
    expect(await ann.take('participant:left')).toEqual({ participantId, reason: 'expired' })
    expect(await cid.take('participant:left')).toEqual({ participantId, reason: 'expired' })
    await ann.request('profile:update', { profile: 'later' })
    await cid.take('participant:updated', ({ participant }) => participant.profile === 'later')
    expect(cid.untaken).not.toContain('participant:left')
  })

  it('B6 tells everybody of changes from three nodes in one order', async () => {
    const people = await Promise.all([one, two, three].map((node) => node.connect()))
    const watcher = await one.connect()
    for (const person of [...people, watcher]) await person.join('room')
    const rounds = 30
    const flood = async (index: number) => {
      for (let round = 0; round < rounds; round += 1) {
        await people[index]?.request('profile:update', { profile: `${index} ${round}` })
      }
    }
    await Promise.all([flood(0), flood(1), flood(2)])
    const seenBy = async (client: TestClient, own: number | null) => {
      const seen: string[] = []
      const expected = own === null ? 3 * rounds : 2 * rounds
      while (seen.length < expected) {
        const { participant } = await client.take('participant:updated')
        if (participant.profile !== 'profile') seen.push(participant.profile)
      }
      return seen
    }
    const whole = await seenBy(watcher, null)
    for (const [index, person] of people.entries()) {
      expect(await seenBy(person, index)).toEqual(whole.filter((profile) => !profile.startsWith(`${index} `)))
    }
  })

  it('marks people away whose node ended without a word, and they resume on another', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    await ann.join('room')
    const { participantId, token } = await bob.join('room')
    const { offerId } = await bob.post()
    await ann.take('offer:posted')
    await nodes.crash(two)
    expect(await ann.take('offer:closed')).toEqual({ offerId, reason: 'withdrawn' })
    expect(await ann.take('participant:updated', ({ participant }) => participant.isAway)).toMatchObject({
      participant: { id: participantId },
    })
    const again = await three.connect()
    const resumed = await again.join('room', { ...bob.describe('room'), token })
    expect(resumed.participantId).toBe(participantId)
    expect(await ann.take('offer:posted')).toMatchObject({ offer: { id: offerId } })
  })

  it('H6 ends the knock of somebody whose node ended without a word', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    await ann.join('room')
    await ann.request('room:configure', { door: 'knock' })
    const knock = await bob.request('room:knock', {
      room: 'room',
      profile: 'profile',
      seed: bob.seed,
      memberKey: bob.memberKey,
    })
    if (!knock.ok) throw new Error(knock.code)
    await ann.take('knock:started')
    await nodes.crash(two)
    expect(await ann.take('knock:ended')).toMatchObject({ participantId: knock.participantId })
  })

  it('N4 sends away the people of a node that was given up while it slept; they come back through it', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    const { participantId, token } = await ann.join('room')
    await bob.join('room')
    const gone = ann.disconnected()
    await redis.command('ZREM', '{earshot}:nodes', one.nodeId)
    await gone
    const again = await one.connect()
    const back = await again.join('room', { ...ann.describe('room'), token })
    expect(back.participantId).toBe(participantId)
    await bob.request('profile:update', { profile: 'later' })
    await again.take('participant:updated', ({ participant }) => participant.profile === 'later')
    expect((await two.read('room'))?.participants).toHaveLength(2)
  })

  it('N3 sends everybody away, to come back, where the log has lost an entry', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    const { token } = await ann.join('room')
    await bob.join('room')
    const gone = [ann.disconnected(), bob.disconnected()]
    await redis.command('HINCRBY', '{earshot}:log', 'seq', '1')
    await Promise.all(gone)
    const again = await three.connect()
    expect(await again.request('room:join', { ...ann.describe('room'), token })).toMatchObject({ ok: true })
  })

  it('marks people away at once whose node took leave', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    await ann.join('room')
    const { participantId } = await bob.join('room')
    await nodes.stop(two)
    expect(await ann.take('participant:updated')).toMatchObject({
      participant: { id: participantId, isAway: true },
    })
  })

  it('counts joins of one address on all nodes together (B5)', async () => {
    await nodes.close()
    nodes = new NodesHarness(redis, { rates: { joinsPerMinute: 3 } })
    const [first, second] = [await nodes.add(), await nodes.add()]
    const codes: string[] = []
    for (const node of [first, second, first, second]) {
      const client = await node.connect()
      const ack = await client.request('room:join', client.describe('room'))
      codes.push(ack.ok ? 'granted' : ack.code)
    }
    expect(codes).toEqual(['granted', 'granted', 'granted', 'rate-limited'])
  })

  it('J10 leaves nothing in Redis of a room that is empty again but what hosts have set', async () => {
    const [ann, bob] = [await one.connect(), await two.connect()]
    await ann.join('room')
    await bob.join('room')
    await bob.post(['candidate'])
    await bob.request('room:leave', {})
    await ann.request('room:leave', {})
    expect(await one.store.count()).toEqual({ rooms: 0, participants: 0, offers: 0 })
    const kept = await redis.dump()
    expect(kept.get('{earshot}:room:room')).toEqual(
      ['isOpen', 'nodes', 'offers', 'participants', 'record', 'run', 'seq', 'version'].sort(),
    )
    expect([...kept.keys()].filter((key) => key.startsWith('{earshot}:node:'))).toEqual([])
  })
})
