import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ANSWERS, EARLY_JOIN_ANSWER } from '@/lib/protocol/answers'
import { createRandomId } from '@/lib/protocol/ids'
import { ServerHarness } from '@/lib/testing/server-harness'

describe('joining over sockets', () => {
  let server = new ServerHarness()

  beforeEach(async () => {
    server = new ServerHarness({ maxParticipants: 4 })
    await server.listen()
  })

  afterEach(() => server.close())

  it('J1 answers as the protocol says and tells the others', async () => {
    const ann = await server.connect()
    const bob = await server.connect()
    const first = await ann.join('room')
    const second = await bob.join('room')
    expect(ANSWERS['room:join'].safeParse(second).success).toBe(true)
    expect(second.snapshot.participants.map(({ id }) => id)).toEqual([
      first.participantId,
      second.participantId,
    ])
    const { participant } = await ann.take('participant:joined')
    expect(participant.id).toBe(second.participantId)
    expect(bob.untaken).toEqual([])
  })

  /** Comes with a join in the connection itself. @returns What the server answers. */
  async function comeWith(join: unknown) {
    const client = await server.connect()
    client.socket.disconnect()
    client.socket.auth = { join }
    const answered = new Promise<unknown>((resolve) => client.socket.once(EARLY_JOIN_ANSWER, resolve))
    client.socket.connect()
    return { client, answer: await answered }
  }

  it('J1 answers a join that comes with the connection as any other, before what the room tells after it', async () => {
    const ann = await server.connect()
    const first = await ann.join('room')
    const { client, answer } = await comeWith(
      ann.describe('room', { seed: createRandomId(), page: createRandomId() }),
    )
    const second = ANSWERS['room:join'].parse(answer)
    expect(second.snapshot.participants.map(({ id }) => id)).toEqual([
      first.participantId,
      second.participantId,
    ])
    expect((await ann.take('participant:joined')).participant.id).toBe(second.participantId)
    await ann.post()
    await client.take('offer:posted')
    expect(await client.request('room:join', client.describe('room'))).toEqual({
      ok: false,
      code: 'bad-request',
    })
  })

  it.each([[null], ['x'], [{ room: 'room' }], [[]]])(
    'J1 B2 refuses %j in its place, and takes a sound one then',
    async (join) => {
      const { client, answer } = await comeWith(join)
      expect(answer).toEqual({ ok: false, code: 'bad-request' })
      expect(await client.request('room:join', client.describe('room'))).toMatchObject({ ok: true })
    },
  )

  it.each([
    { code: 'room-name-invalid', request: { room: 'UPPER' } },
    { code: 'room-name-invalid', request: { room: 'no spaces' } },
    { code: 'room-name-invalid', request: { room: 'healthz' } },
    { code: 'token-invalid', request: { token: 'not-a-token' } },
    { code: 'bad-request', request: { page: 'short' } },
    { code: 'bad-request', request: { callOrder: 0 } },
    { code: 'bad-request', request: { room: undefined } },
  ])('J2 J5 B2 refuses with $code a join with $request, and takes a sound one then', async (row) => {
    const ann = await server.connect()
    const sound = ann.describe('room')
    expect(await ann.ask('room:join', { ...sound, ...row.request })).toEqual({ ok: false, code: row.code })
    expect(await ann.ask('room:join', sound)).toMatchObject({ ok: true })
  })

  it('J3 refuses a second join of one socket, and every other request before the first', async () => {
    const ann = await server.connect()
    expect(await ann.request('ice:renew', {})).toEqual({ ok: false, code: 'not-joined' })
    expect(await ann.request('call:leave', {})).toEqual({ ok: false, code: 'not-joined' })
    const join = ann.describe('room')
    const acks = await Promise.all([ann.request('room:join', join), ann.request('room:join', join)])
    expect(acks).toMatchObject([{ ok: true }, { ok: false, code: 'bad-request' }])
    expect(await ann.request('ice:renew', {})).toMatchObject({ ok: true })
    expect((await server.read('room'))?.participants).toHaveLength(1)
  })

  it('J4 of fifty joins at once exactly as many get in as fit', async () => {
    const clients = await Promise.all(Array.from({ length: 50 }, () => server.connect()))
    const acks = await Promise.all(
      clients.map((client) => client.request('room:join', client.describe('room'))),
    )
    const refused = acks.filter((ack) => !ack.ok)
    expect(acks.length - refused.length).toBe(4)
    expect(refused.every((ack) => !ack.ok && ack.code === 'room-full')).toBe(true)
    expect((await server.read('room'))?.participants).toHaveLength(4)
  })

  it('J5 refuses the token of another room', async () => {
    const ann = await server.connect()
    const { token } = await ann.join('room')
    const bob = await server.connect()
    expect(await bob.request('room:join', bob.describe('other', { token }))).toEqual({
      ok: false,
      code: 'token-invalid',
    })
    expect(await server.read('other')).toBeUndefined()
  })

  it('J6 the same page resumes on a new socket: call and offer stay, facts reach it again', async () => {
    const ann = await server.connect()
    const bob = await server.connect()
    const { participantId, token } = await ann.join('room')
    await bob.join('room')
    const { offerId, callOrder } = await ann.post(['candidate'])
    ann.socket.io.engine.close()
    await bob.take('participant:updated', ({ participant }) => participant.isAway)
    expect(await bob.take('offer:closed')).toEqual({ offerId, reason: 'withdrawn' })
    expect(await bob.answer(offerId)).toEqual({ ok: false, code: 'participant-away' })

    const again = await server.connect()
    const resumed = await again.join('room', { token, page: ann.page })
    expect(resumed.participantId).toBe(participantId)
    expect(resumed.snapshot.participants[0]).toMatchObject({ id: participantId, callOrder, isAway: false })
    await bob.take('participant:updated', ({ participant }) => !participant.isAway)
    await bob.take('offer:posted', ({ offer }) => offer.id === offerId)
    expect(await bob.answer(offerId)).toMatchObject({ ok: true, candidates: ['candidate'] })
    await again.take('offer:answered')
    server.clock.advance(60_000)
    expect(await again.request('profile:update', { profile: 'still here' })).toEqual({ ok: true })
  })

  it('J6 a page that never heard its answer asks again over another socket, and is the same participant', async () => {
    const [ann, bob] = [await server.connect(), await server.connect()]
    await bob.join('room')
    const seed = createRandomId()
    const { participantId } = await ann.join('room', { seed })
    await bob.take('participant:joined')

    const again = await server.connect()
    const resumed = await again.join('room', { seed, page: ann.page })
    expect(resumed.participantId).toBe(participantId)
    expect(resumed.snapshot.participants).toHaveLength(2)
    await bob.take('participant:updated', ({ participant }) => participant.id === participantId)
  })

  it('J7 a refresh with the old socket open supersedes it, and ends the call', async () => {
    const ann = await server.connect()
    const bob = await server.connect()
    const { participantId, token } = await ann.join('room')
    await bob.join('room')
    const { offerId } = await ann.post()
    const ended = ann.disconnected()

    const refreshed = await server.connect()
    const joined = await refreshed.join('room', { token })
    expect(joined.participantId).toBe(participantId)
    expect(joined.snapshot.participants[0]).toMatchObject({ callOrder: null })
    expect(await ann.take('session:superseded')).toEqual({})
    expect(await ended).toBe('io server disconnect')
    expect(await bob.take('offer:closed')).toEqual({ offerId, reason: 'withdrawn' })
    await bob.take('participant:updated', ({ participant }) => participant.callOrder === null)

    // J12: the end of the old socket is nobody's.
    await refreshed.post()
    await bob.take('participant:updated', ({ participant }) => participant.callOrder !== null)
    server.clock.advance(60_000)
    await bob.request('profile:update', { profile: 'barrier' })
    expect(bob.untaken).toEqual(['offer:posted', 'offer:posted'])
  })

  it('J8 a server without memory rebuilds the room from its clients', async () => {
    const ann = await server.connect()
    const bob = await server.connect()
    const first = await ann.join('room')
    const second = await bob.join('room')
    const { offerId, callOrder } = await ann.post()
    const answered = await bob.answer(offerId)
    if (!answered.ok) throw new Error(answered.code)
    await server.close()

    server = new ServerHarness({ maxParticipants: 4 })
    await server.listen()
    const [bobAgain, annAgain] = [await server.connect(), await server.connect()]
    await bobAgain.join('room', { token: second.token, page: bob.page, callOrder: answered.callOrder })
    const back = await annAgain.join('room', { token: first.token, page: ann.page, callOrder })
    expect(back.snapshot).toMatchObject({
      participants: [
        { id: second.participantId, callOrder: answered.callOrder, isAway: false },
        { id: first.participantId, callOrder, isAway: false },
      ],
      offers: [],
    })
    const signal = { to: first.participantId, linkId: offerId, payload: 'restart' }
    expect(await bobAgain.request('link:signal', signal)).toEqual({ ok: true })
    expect(await annAgain.take('link:signal')).toMatchObject({ from: second.participantId })
    expect((await annAgain.post()).callOrder).toBe(callOrder)
  })

  it('J8 does not believe a call order without a token', async () => {
    const ann = await server.connect()
    const { snapshot } = await ann.join('room', { callOrder: 5 })
    expect(snapshot.participants).toMatchObject([{ callOrder: null }])
  })

  it('J13 who left may join again on the same socket, with another seed as somebody new', async () => {
    const ann = await server.connect()
    const bob = await server.connect()
    await bob.join('room')
    const first = await ann.join('room')
    expect(await ann.request('room:leave', {})).toEqual({ ok: true })
    expect(await bob.take('participant:left')).toEqual({
      participantId: first.participantId,
      reason: 'left',
    })
    await bob.request('profile:update', { profile: 'not for ann' })
    const second = await ann.join('room', { seed: createRandomId() })
    expect(second.participantId).not.toBe(first.participantId)
    expect(ann.untaken).toEqual([])
  })
})

describe('the end of a stay over sockets', () => {
  let server = new ServerHarness()

  beforeEach(async () => {
    server = new ServerHarness()
    await server.listen()
  })

  afterEach(() => server.close())

  type Client = Awaited<ReturnType<ServerHarness['connect']>>
  const STEPS: readonly {
    name: string
    act: (client: Client, witnessOfferId: string) => Promise<unknown>
  }[] = [
    { name: 'joining', act: async () => {} },
    { name: 'posting', act: (client) => client.post() },
    { name: 'posting twice', act: async (client) => [await client.post(), await client.post()] },
    {
      name: 'adding candidates',
      act: async (client) => {
        const { offerId } = await client.post()
        return client.request('offer:candidates', { offerId, candidates: ['candidate'] })
      },
    },
    { name: 'answering', act: (client, witnessOfferId) => client.answer(witnessOfferId) },
    {
      name: 'declining',
      act: (client, witnessOfferId) => client.request('offer:decline', { offerId: witnessOfferId }),
    },
    {
      name: 'leaving the call',
      act: async (client) => [await client.post(), await client.request('call:leave', {})],
    },
    { name: 'saying that it closes', act: (client) => client.request('session:closing', {}) },
  ]

  it.each(STEPS)('J9 J10 a socket lost after $name leaves nothing behind', async ({ act }) => {
    const witness = await server.connect()
    const client = await server.connect()
    const { participantId: witnessId } = await witness.join('room')
    const { participantId } = await client.join('room')
    const { offerId } = await witness.post()
    await act(client, offerId)
    client.socket.io.engine.close()
    await witness.take('participant:updated', ({ participant }) => participant.isAway)
    server.clock.advance(30_000)
    expect(await witness.take('participant:left')).toEqual({ participantId, reason: 'expired' })
    const room = await server.read('room')
    expect(room?.participants.map(({ id }) => id)).toEqual([witnessId])
    expect(room?.offers.every((offer) => offer.participantId === witnessId)).toBe(true)
    await witness.request('room:leave', {})
    expect(await server.read('room')).toBeUndefined()
    expect(server.clock.pending).toBe(0)
  })

  it('J11 after a closing hint five seconds are enough', async () => {
    const witness = await server.connect()
    const client = await server.connect()
    await witness.join('room')
    await client.join('room')
    await client.request('session:closing', {})
    client.close()
    await witness.take('participant:updated', ({ participant }) => participant.isAway)
    server.clock.advance(5_000)
    expect(await witness.take('participant:left')).toMatchObject({ reason: 'expired' })
  })

  it('J10 one timer serves every room, in the order of their deadlines', async () => {
    const [ann, bob, annsWitness, bobsWitness] = await Promise.all([
      server.connect(),
      server.connect(),
      server.connect(),
      server.connect(),
    ])
    await ann.join('one')
    await annsWitness.join('one')
    await bob.join('two')
    await bobsWitness.join('two')
    ann.close()
    await annsWitness.take('participant:updated')
    server.clock.advance(10_000)
    bob.close()
    await bobsWitness.take('participant:updated')
    expect(server.clock.pending).toBe(1)
    server.clock.advance(20_000)
    await annsWitness.take('participant:left')
    await bobsWitness.request('profile:update', { profile: createRandomId() })
    expect(bobsWitness.untaken).not.toContain('participant:left')
    server.clock.advance(10_000)
    await bobsWitness.take('participant:left')
  })
})
