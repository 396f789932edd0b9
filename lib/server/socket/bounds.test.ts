import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import { MemoryRoomStore } from '@/lib/server/store/memory-room-store'
import { ServerHarness } from '@/lib/testing/server-harness'

describe('what a hostile or broken client sends', () => {
  let server = new ServerHarness()

  beforeEach(async () => {
    server = new ServerHarness()
    await server.listen()
  })

  afterEach(() => server.close())

  it.each([
    ['an unknown event', 'room:destroy', [{}]],
    ["a name of the prototype's", 'constructor', [{}]],
    ["another name of the prototype's", '__proto__', [{}]],
    ["a fact's name", 'participant:left', [{}]],
    ['no data', 'profile:update', []],
    ['null', 'profile:update', [null]],
    ['too many arguments', 'profile:update', [{ profile: 'p' }, { profile: 'p' }]],
    ['an array', 'profile:update', [[]]],
    ['bytes', 'profile:update', [Buffer.from('bytes')]],
    ['bytes for text', 'profile:update', [{ profile: Buffer.from('bytes') }]],
    ['an empty text', 'profile:update', [{ profile: '' }]],
    ['a text too long', 'profile:update', [{ profile: 'x'.repeat(LIMITS.profileLength + 1) }]],
    ['an id of another form', 'offer:answer', [{ offerId: '../..', description: 'd', candidates: [] }]],
    [
      'too many candidates',
      'offer:post',
      [{ offerId: createRandomId(), description: 'd', candidates: Array(65).fill('c') }],
    ],
    [
      'a description too long',
      'offer:post',
      [{ offerId: createRandomId(), description: 'x'.repeat(48_001), candidates: [] }],
    ],
  ])('B2 %s is answered with bad-request and changes nothing', async (_name, event, args) => {
    const ann = await server.connect()
    await ann.join('room')
    const before = await server.read('room')
    expect(await ann.ask(event, ...args)).toEqual({ ok: false, code: 'bad-request' })
    expect(await server.read('room')).toBe(before)
  })

  it('B1 a request without an acknowledgement is ignored', async () => {
    const ann = await server.connect()
    await ann.join('room')
    ann.socket.emit('profile:update', { profile: 'unasked' })
    ann.socket.emit('profile:update')
    ann.socket.emit('room:destroy', {})
    expect(await ann.request('ice:renew', {})).toMatchObject({ ok: true })
    expect((await server.read('room'))?.participants).toMatchObject([{ profile: 'profile' }])
  })

  it('B3 a message past the ceiling ends its socket and no other', async () => {
    const ann = await server.connect()
    const bob = await server.connect()
    await ann.join('room')
    await bob.join('room')
    const ended = ann.disconnected()
    ann.socket.emit('profile:update', { profile: 'x'.repeat(LIMITS.messageBytes) })
    await ended
    await bob.take('participant:updated', ({ participant }) => participant.isAway)
    expect(await bob.request('ice:renew', {})).toMatchObject({ ok: true })
  })

  it('B4 a flood is answered with rate-limited, every message of it', async () => {
    const ann = await server.connect()
    await ann.join('room')
    const acks = await Promise.all(
      Array.from({ length: 500 }, (_, index) => ann.request('profile:update', { profile: `p${index}` })),
    )
    const refused = acks.filter((ack) => !ack.ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(acks.length - refused.length).toBeGreaterThanOrEqual(300)
    expect(refused.every((ack) => !ack.ok && ack.code === 'rate-limited')).toBe(true)
    const bob = await server.connect()
    expect((await bob.join('room')).snapshot.participants).toHaveLength(2)
  })

  it('B6 requests of one socket are answered one after the other, in their order', async () => {
    const ann = await server.connect()
    const answered: string[] = []
    const note = (name: string) => () => answered.push(name)
    const join = ann.describe('room')
    const offer = { offerId: createRandomId(), description: 'offer', candidates: [] }
    await Promise.all([
      ann.request('room:join', join).then(note('join')),
      ann.request('offer:post', offer).then(note('post')),
      ann.request('call:leave', {}).then(note('leave')),
      ann.ask('room:destroy', {}).then(note('unknown')),
    ])
    expect(answered).toEqual(['join', 'post', 'leave', 'unknown'])
    expect((await server.read('room'))?.participants).toMatchObject([{ callOrder: null }])
  })

  it.each(['websocket', 'polling'])(
    'B7 a page of another origin gets no %s connection',
    async (transport) => {
      const options = { transports: [transport], extraHeaders: { origin: 'https://evil.example' } }
      await expect(server.connect(options)).rejects.toThrow()
      const own = { transports: [transport], extraHeaders: { origin: server.url } }
      const ann = await server.connect(own)
      expect(await ann.join('room')).toMatchObject({ ok: true })
    },
  )
})

describe('what a server is set to bear', () => {
  it('B5 counts joins by address, but not of who comes back with a token', async () => {
    const server = new ServerHarness({ rates: { joinsPerMinute: 2 } })
    await server.listen()
    const [ann, bob, cid] = await Promise.all([server.connect(), server.connect(), server.connect()])
    const { token } = await ann.join('room')
    await bob.join('room')
    const join = cid.describe('room')
    expect(await cid.request('room:join', join)).toEqual({ ok: false, code: 'rate-limited' })
    expect(await cid.request('room:join', { ...join, token: 'guessed' })).toEqual({
      ok: false,
      code: 'rate-limited',
    })
    expect(await cid.request('room:join', { ...join, token })).toMatchObject({ ok: true })
    await server.close()
  })

  it('B8 refuses a room too many', async () => {
    const server = new ServerHarness({ store: new MemoryRoomStore({ maxRooms: 1 }) })
    await server.listen()
    const [ann, bob] = await Promise.all([server.connect(), server.connect()])
    await ann.join('one')
    const join = bob.describe('two')
    expect(await bob.request('room:join', join)).toEqual({ ok: false, code: 'server-full' })
    expect(await bob.request('room:join', { ...join, room: 'one' })).toMatchObject({ ok: true })
    await server.close()
  })

  it('B9 answers internal where the store fails, logs nothing of a person, and goes on', async () => {
    const store = new MemoryRoomStore({ maxRooms: 10 })
    const failing = { isFailing: false }
    const lines: string[] = []
    const server = new ServerHarness({
      onLog: (line) => lines.push(line),
      store: {
        update(roomId, change, settle) {
          if (failing.isFailing) return Promise.reject(new Error(`secret-room ${roomId}`))
          return store.update(roomId, change, settle)
        },
        dueRooms: (now, limit) => store.dueRooms(now, limit),
        nextDeadline: () => store.nextDeadline(),
        count: () => store.count(),
        forgetUnused: (now) => store.forgetUnused(now),
        close: () => store.close(),
      },
    })
    await server.listen()
    const ann = await server.connect()
    await ann.join('room')
    failing.isFailing = true
    expect(await ann.request('profile:update', { profile: 'private-name' })).toEqual({
      ok: false,
      code: 'internal',
    })
    failing.isFailing = false
    expect(await ann.request('profile:update', { profile: 'private-name' })).toEqual({ ok: true })
    expect(lines.join('')).toContain('A request failed')
    expect(lines.join('')).not.toMatch(/private-name|secret-room|127\.0\.0\.1/)
    await server.close()
  })

  it('B10 a stopping server ends its sockets so that clients come back by themselves', async () => {
    const server = new ServerHarness()
    await server.listen()
    const ann = await server.connect()
    await ann.join('room')
    const ended = ann.disconnected()
    const closed = server.stop()
    expect(await ended).toBe('transport close')
    await closed
    expect(ann.untaken).toEqual([])
  })
})
