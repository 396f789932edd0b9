import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import type { RequestOf } from '@/lib/protocol/requests'
import { ServerHarness, type TestClient } from '@/lib/testing/server-harness'

/** 256 bits as a passcode's proof. */
const proofOf = (letter: string) => `${letter.repeat(42)}A`

describe('the door over sockets', () => {
  let server = new ServerHarness()

  beforeEach(async () => {
    server = new ServerHarness({ maxParticipants: 16 })
    await server.listen()
  })

  afterEach(() => server.close())

  /** A host inside a room that is set so. */
  async function host(change: RequestOf<'room:configure'>): Promise<TestClient> {
    const client = await server.connect()
    await client.join('room')
    expect(await client.request('room:configure', change)).toEqual({ ok: true })
    await client.take('room:updated')
    return client
  }

  async function knock(overrides: Partial<RequestOf<'room:join'>> = {}) {
    const client = await server.connect()
    const ack = await client.request('room:knock', client.describe('room', overrides))
    if (!ack.ok) throw new Error(`The knock was refused: ${ack.code}`)
    return { client, ...ack }
  }

  const tryJoin = (client: TestClient, overrides: Partial<RequestOf<'room:join'>> = {}) =>
    client.request('room:join', client.describe('room', overrides))

  it('H5 while it is locked nobody new comes in, and who was inside comes back by the token', async () => {
    const bob = await server.connect()
    const ann = await host({})
    const { token } = await bob.join('room')
    await bob.request('room:leave', {})
    await bob.join('room', { token })
    await ann.request('room:configure', { door: 'locked' })
    const fresh = await server.connect()
    const before = await server.read('room')
    expect(await tryJoin(fresh)).toEqual({ ok: false, code: 'room-locked' })
    expect(await server.read('room')).toBe(before)
    await bob.request('room:leave', {})
    expect(await tryJoin(bob)).toEqual({ ok: false, code: 'room-locked' })
    expect(await tryJoin(bob, { token })).toMatchObject({ ok: true })
    await ann.request('room:configure', { door: 'open' })
    expect(await tryJoin(fresh)).toMatchObject({ ok: true })
  })

  it('H11 J4 of fifty joins at once into a room of four exactly four are inside', async () => {
    await host({ maxParticipants: 4 })
    const clients = await Promise.all(Array.from({ length: 50 }, () => server.connect()))
    const acks = await Promise.all(clients.map((client) => tryJoin(client)))
    const refused = acks.filter((ack) => !ack.ok)
    expect(acks.length - refused.length).toBe(3)
    expect(refused.every((ack) => !ack.ok && ack.code === 'room-full')).toBe(true)
    const before = await server.read('room')
    expect(before?.participants).toHaveLength(4)
    expect(await tryJoin(await server.connect())).toEqual({ ok: false, code: 'room-full' })
    expect(await server.read('room')).toBe(before)
  })

  it('H6 who is admitted joins with the token of the knock', async () => {
    const ann = await host({ door: 'knock' })
    const { client, participantId, token } = await knock({ profile: 'cid' })
    const waiting = await ann.take('knock:started')
    expect(waiting).toEqual({ knock: { participantId, profile: 'cid' } })
    expect(await tryJoin(client, { token })).toEqual({ ok: false, code: 'knock-required' })
    expect(await ann.request('knock:answer', { participantId, isAdmitted: true })).toEqual({ ok: true })
    expect(await client.take('knock:answered')).toEqual({ isAdmitted: true })
    expect(await tryJoin(client, { token })).toMatchObject({ ok: true, participantId })
    expect((await ann.take('participant:joined')).participant.id).toBe(participantId)
    expect(ann.untaken).toEqual([])
  })

  it('H6 who is refused stays out, on whatever socket', async () => {
    const ann = await host({ door: 'knock' })
    const { client, participantId, token } = await knock()
    await ann.request('knock:answer', { participantId, isAdmitted: false })
    expect(await client.take('knock:answered')).toEqual({ isAdmitted: false })
    const other = await server.connect()
    expect(await tryJoin(other, { token })).toEqual({ ok: false, code: 'knock-required' })
    expect(await ann.request('knock:answer', { participantId, isAdmitted: true })).toEqual({
      ok: false,
      code: 'knock-unknown',
    })
  })

  it('H6 a knock ends with its socket, with a second knock elsewhere and with a join elsewhere', async () => {
    const ann = await host({ door: 'knock' })
    const gone = await knock()
    gone.client.socket.io.engine.close()
    expect(await ann.take('knock:ended')).toEqual({ participantId: gone.participantId })

    const { client, participantId } = await knock()
    const again = client.describe('room', { seed: createRandomId() })
    const second = await client.request('room:knock', again)
    if (!second.ok) throw new Error(second.code)
    expect(await ann.take('knock:ended')).toEqual({ participantId })
    expect((await server.read('room'))?.knocks.map(({ id }) => id)).toEqual([second.participantId])

    await client.join('elsewhere')
    expect(await ann.take('knock:ended')).toEqual({ participantId: second.participantId })
    expect((await server.read('room'))?.knocks).toEqual([])
  })

  it('H6 a refused knock or join leaves the knock before it waiting', async () => {
    const ann = await host({ door: 'knock' })
    const { client, participantId } = await knock()
    expect(await client.request('room:knock', client.describe('No room'))).toMatchObject({ ok: false })
    expect(await tryJoin(client)).toEqual({ ok: false, code: 'knock-required' })
    await ann.request('knock:answer', { participantId, isAdmitted: true })
    expect(await client.take('knock:answered')).toEqual({ isAdmitted: true })
  })

  it.each([
    { door: 'open', isAdmitted: true },
    { door: 'locked', isAdmitted: false },
  ] as const)('H6 a door that becomes $door answers who waits: $isAdmitted', async ({ door, isAdmitted }) => {
    const ann = await host({ door: 'knock' })
    const { client, token } = await knock()
    await ann.request('room:configure', { door })
    expect(await client.take('knock:answered')).toEqual({ isAdmitted })
    expect(await tryJoin(client, { token })).toMatchObject({ ok: isAdmitted })
  })

  it('H6 a knock at a door that is open by now is answered after its token', async () => {
    await host({ door: 'open' })
    const client = await server.connect()
    const order: string[] = []
    client.socket.onAny((name: string) => order.push(name))
    client.socket.emit('room:knock', client.describe('room'), () => order.push('acknowledged'))
    expect(await client.take('knock:answered')).toEqual({ isAdmitted: true })
    expect(order).toEqual(['acknowledged', 'knock:answered'])
    expect(await tryJoin(client)).toMatchObject({ ok: true })
  })

  it('H6 waits in a room where nobody is, and is shown to the host who comes', async () => {
    const ann = await host({ door: 'knock' })
    const { participantId: first } = await knock()
    const { client, participantId } = await knock()
    await ann.request('room:leave', {})
    const { snapshot } = await ann.join('room')
    expect(snapshot.knocks.map((waiting) => waiting.participantId)).toEqual([first, participantId])
    client.close()
    expect(await ann.take('knock:ended')).toEqual({ participantId })
  })

  it('H7 a passcode opens to its proof alone, and to those inside without', async () => {
    const bob = await server.connect()
    const ann = await host({})
    const { token } = await bob.join('room')
    await ann.request('room:configure', { passcodeProof: proofOf('p') })
    const client = await server.connect()
    const before = await server.read('room')
    expect(await tryJoin(client)).toEqual({ ok: false, code: 'passcode-required' })
    expect(await tryJoin(client, { passcodeProof: proofOf('q') })).toEqual({
      ok: false,
      code: 'passcode-wrong',
    })
    expect(await server.read('room')).toBe(before)
    expect(await tryJoin(client, { passcodeProof: proofOf('p') })).toMatchObject({
      ok: true,
      snapshot: { settings: { hasPasscode: true } },
    })
    const refreshed = await server.connect()
    await refreshed.join('room', { token })
    await ann.request('room:leave', {})
    expect(await tryJoin(ann)).toEqual({ ok: false, code: 'passcode-required' })
  })

  it('H7 wrong proofs are counted, many at once too; past the bound the right one is not looked at', async () => {
    const bob = await server.connect()
    const ann = await host({})
    const { token } = await bob.join('room')
    await ann.request('room:configure', { passcodeProof: proofOf('p') })
    const clients = await Promise.all(Array.from({ length: 30 }, () => server.connect()))
    const guess = (client: TestClient, index: number) =>
      tryJoin(client, { passcodeProof: proofOf('abcdefghij'.charAt(index % 10)) })
    const acks = await Promise.all(clients.map(guess))
    const codes = acks.map((ack) => (ack.ok ? 'ok' : ack.code))
    expect(codes.filter((code) => code === 'passcode-wrong')).toHaveLength(10)
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(20)
    const right = { passcodeProof: proofOf('p') }
    const client = await server.connect()
    expect(await tryJoin(client, right)).toEqual({ ok: false, code: 'rate-limited' })
    expect(await client.request('room:knock', client.describe('room', right))).toEqual({
      ok: false,
      code: 'rate-limited',
    })
    expect(await tryJoin(client)).toEqual({ ok: false, code: 'passcode-required' })
    // Who is inside comes back; another room is another count.
    await (await server.connect()).join('room', { token, ...right })
    expect(await client.request('room:join', client.describe('other', right))).toMatchObject({ ok: true })
  })

  it('H7 right proofs and missing ones are not counted', async () => {
    const ann = await host({ passcodeProof: proofOf('p'), maxParticipants: 2 })
    const right = { passcodeProof: proofOf('p') }
    const client = await server.connect()
    for (let round = 0; round < 12; round += 1) {
      expect(await tryJoin(client)).toEqual({ ok: false, code: 'passcode-required' })
      expect(await tryJoin(client, right)).toMatchObject({ ok: true })
      await client.request('room:leave', {})
    }
    expect(await ann.request('room:configure', { passcodeProof: null })).toEqual({ ok: true })
    expect(await tryJoin(client, { passcodeProof: proofOf('q') })).toMatchObject({ ok: true })
  })

  it('H12 a key that does not fit is refused before anybody is told', async () => {
    const keyId = createRandomId()
    const ann = await server.connect()
    await ann.join('room', { keyId })
    const client = await server.connect()
    const before = await server.read('room')
    expect(await tryJoin(client)).toEqual({ ok: false, code: 'key-required' })
    expect(await tryJoin(client, { keyId: createRandomId() })).toEqual({ ok: false, code: 'key-wrong' })
    expect(await server.read('room')).toBe(before)
    await ann.request('profile:update', { profile: 'barrier' })
    expect(ann.untaken).toEqual([])
    expect(await tryJoin(client, { keyId })).toMatchObject({ ok: true })
  })

  it('H6 J3 knocking is not for a socket that is in a room', async () => {
    const ann = await host({ door: 'knock' })
    expect(await ann.request('room:knock', ann.describe('other'))).toEqual({ ok: false, code: 'bad-request' })
    const { client } = await knock()
    expect(await client.request('ice:renew', {})).toEqual({ ok: false, code: 'not-joined' })
    expect(await client.request('room:leave', {})).toEqual({ ok: false, code: 'not-joined' })
  })
})
