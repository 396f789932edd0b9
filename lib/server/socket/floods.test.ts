import { once } from 'node:events'
import { get } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import { RawWebSocket } from '@/lib/testing/raw-web-socket'
import { ServerHarness, type ServerHarnessOptions } from '@/lib/testing/server-harness'
import { SOCKET_BOUNDS } from './socket-bounds'

const TRANSPORTS = ['websocket', 'polling'] as const

describe('what floods a server', () => {
  const running: ServerHarness[] = []
  const raw: RawWebSocket[] = []

  async function start(options: ServerHarnessOptions): Promise<ServerHarness> {
    const server = new ServerHarness(options)
    running.push(server)
    await server.listen()
    return server
  }

  async function openRaw(server: ServerHarness): Promise<RawWebSocket> {
    const client = await RawWebSocket.openSocketIo(server.url)
    raw.push(client)
    return client
  }

  afterEach(async () => {
    for (const client of raw.splice(0)) client.close()
    await Promise.all(running.splice(0).map((server) => server.close()))
  })

  it('B11 the numbers are those of the protocol', () => {
    expect(SOCKET_BOUNDS).toMatchObject({
      sockets: 10_000,
      socketsPerAddress: 256,
      outsidersPerAddress: 64,
      outsideMs: 120_000,
      unsentBytes: 8_000_000,
      unsentBytesInAll: 256_000_000,
      unsentBytesAtLeast: 64_000,
      lingerMs: 3_000,
      messagesPerTenSeconds: 2_000,
      receivedBytesPerTenSeconds: 32_000_000,
    })
  })

  describe.each(TRANSPORTS)('B11 over %s', (transport) => {
    const options = { transports: [transport] }

    it('no address has more sockets than its bound, and each that ends makes room for another', async () => {
      const server = await start({ bounds: { socketsPerAddress: 2 } })
      const [ann, bob] = await Promise.all([server.connect(options), server.connect(options)])
      await ann.join('room')
      await bob.join('room')
      await expect(server.connect(options)).rejects.toThrow()
      ann.close()
      await bob.take('participant:updated', ({ participant }) => participant.isAway)
      const cid = await server.connect(options)
      expect(await cid.join('room')).toMatchObject({ ok: true })
    })

    it('of many at once just so many get in', async () => {
      const server = await start({ bounds: { socketsPerAddress: 5 } })
      const attempts = Array.from({ length: 20 }, () => server.connect(options))
      const settled = await Promise.allSettled(attempts)
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    })

    it('those in no room have a bound of their own', async () => {
      const server = await start({ bounds: { outsidersPerAddress: 1 } })
      const ann = await server.connect(options)
      await expect(server.connect(options)).rejects.toThrow()
      await ann.join('room')
      const bob = await server.connect(options)
      expect(await bob.join('room')).toMatchObject({ ok: true })
      await ann.request('room:leave', {})
      await expect(server.connect(options)).rejects.toThrow()
    })

    it('the server has a bound of its own', async () => {
      const server = await start({ bounds: { sockets: 1 } })
      await server.connect(options)
      await expect(server.connect(options)).rejects.toThrow()
    })

    it('and new connections have a rate', async () => {
      const server = await start({ rates: { handshakesPerMinute: 2 } })
      const ann = await server.connect(options)
      ann.close()
      await server.connect(options)
      await expect(server.connect(options)).rejects.toThrow()
    })
  })

  it('B11 handshakes that come to nothing keep no place', async () => {
    const server = await start({ bounds: { socketsPerAddress: 2 } })
    const { port } = new URL(server.url)
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const [response] = await once(get(`${server.url}/socket.io/?EIO=3&transport=polling`), 'response')
      response.resume()
      expect(response.statusCode).toBe(400)
      const tcp = connect(Number(port), '127.0.0.1').resume()
      tcp.write(
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
          'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n',
      )
      await once(tcp, 'close')
    }
    const clients = await Promise.all([server.connect(), server.connect()])
    expect(clients.every((client) => client.socket.connected)).toBe(true)
  })

  it.each(TRANSPORTS)('B12 who comes for nothing is sent away, over %s', async (transport) => {
    const server = await start({ bounds: { outsideMs: 150 } })
    const options = { transports: [transport] }
    const [ann, bob] = await Promise.all([server.connect(options), server.connect(options)])
    await bob.join('room')
    // Not `io server disconnect`, after which a page would not come back.
    expect(await ann.disconnected()).toBe('transport close')
    expect(await bob.request('ice:renew', {})).toMatchObject({ ok: true })
    await bob.request('room:leave', {})
    expect(await bob.disconnected()).toBe('transport close')
  })

  it('B12 who waits at the door is not', async () => {
    const server = await start({ bounds: { outsideMs: 50 } })
    const [host, visitor, idler] = await Promise.all([server.connect(), server.connect(), server.connect()])
    await host.join('room')
    await host.request('room:configure', { door: 'knock' })
    const { page: _page, ...description } = visitor.describe('room')
    await visitor.request('room:knock', description)
    await idler.disconnected()
    const secondIdler = await server.connect()
    await secondIdler.disconnected()
    expect(visitor.socket.connected).toBe(true)
  })

  it('B13 a socket that goes on after its refusals is ended, and the room hears of it', async () => {
    const server = await start({ bounds: { messagesPerTenSeconds: 600 } })
    const [ann, bob] = await Promise.all([server.connect(), server.connect()])
    await ann.join('room')
    await bob.join('room')
    const ended = ann.disconnected()
    // Without an acknowledgement, so that no limit of requests sees them.
    for (let sent = 0; sent < 700; sent += 1) ann.socket.emit('nothing')
    await ended
    await bob.take('participant:updated', ({ participant }) => participant.isAway)
  })

  it('B13 so is one that sends too much', async () => {
    const server = await start({ bounds: { receivedBytesPerTenSeconds: 1_000_000 } })
    const ann = await server.connect()
    const ended = ann.disconnected()
    for (let sent = 0; sent < 10; sent += 1) ann.socket.emit('nothing', 'x'.repeat(200_000))
    await ended
  })

  it('B13 sockets of one room share a rate, beside which each may ask a little', async () => {
    const rates = { calmRequestsPerSecond: 5, roomRequestsPerSecond: 20, roomRequestBurst: 20 }
    const server = await start({ rates })
    const clients = await Promise.all(Array.from({ length: 4 }, () => server.connect()))
    const elsewhere = await server.connect()
    await elsewhere.join('elsewhere')
    for (const client of clients) await client.join('room')
    const flood = clients.flatMap((client) =>
      Array.from({ length: 50 }, () => client.request('ice:renew', {})),
    )
    const granted = (await Promise.all(flood)).filter(({ ok }) => ok).length
    expect(granted).toBeGreaterThanOrEqual(4 * 5 + 20 + 20)
    // The flood may take a second or two, each of which begins a fresh count.
    expect(granted).toBeLessThan(200)
    expect(await elsewhere.request('ice:renew', {})).toMatchObject({ ok: true })
  })

  it('B13 strangers into one room share a rate, which who comes back is not counted in', async () => {
    const server = await start({ rates: { roomJoinsPerMinute: 2 } })
    const [ann, bob, cid] = await Promise.all([server.connect(), server.connect(), server.connect()])
    const { token } = await ann.join('room')
    await bob.join('room')
    const refusal = { ok: false, code: 'rate-limited' }
    expect(await cid.request('room:join', cid.describe('room'))).toEqual(refusal)
    expect(await cid.request('room:join', cid.describe('room', { token }))).toMatchObject({ ok: true })
    const dan = await server.connect()
    expect(await dan.request('room:join', dan.describe('elsewhere'))).toMatchObject({ ok: true })
  })

  describe('B14 who does not read', () => {
    /** Two in a call, of whom the second is a raw client. */
    async function startCall(server: ServerHarness) {
      const ann = await server.connect()
      await ann.join('room')
      const { offerId } = await ann.post()
      const reader = await openRaw(server)
      const joined = await reader.ask(1, 'room:join', ann.describe('room', { seed: createRandomId() }))
      const to = readParticipantId(joined)
      await reader.ask(2, 'offer:answer', { offerId, description: 'answer', candidates: [] })
      const payload = 'x'.repeat(LIMITS.linkPayloadLength)
      return { ann, reader, signal: () => ann.request('link:signal', { to, linkId: offerId, payload }) }
    }

    const PATIENT = { messagesPerTenSeconds: 1_000_000, receivedBytesPerTenSeconds: 1_000_000_000 }
    const FAST = { requestsPerSecond: 1_000_000, roomRequestsPerSecond: 1_000_000 }
    /** What two kernels keep of one TCP connection: Linux lets its buffers grow to 4 MB for sending and 6 for receiving. */
    const KERNEL_BYTES = 16_000_000

    it('is ended, and the server keeps no more for it than the bound', async () => {
      const lines: string[] = []
      const bounds = { ...PATIENT, unsentBytes: 1_000_000 }
      const server = await start({ bounds, rates: FAST, onLog: (line) => lines.push(line) })
      const { ann, reader, signal } = await startCall(server)
      reader.stopReading()
      let sent = 0
      let ack = await signal()
      while (ack.ok && sent < 2 * KERNEL_BYTES) {
        sent += LIMITS.linkPayloadLength
        ack = await signal()
      }
      expect(ack).toEqual({ ok: false, code: 'participant-away' })
      expect(sent).toBeLessThan(bounds.unsentBytes + KERNEL_BYTES)
      await ann.take('participant:updated', ({ participant }) => participant.isAway)
      expect(lines.join('')).toContain('slow-reader')
      expect(lines.join('')).not.toMatch(/127\.0\.0\.1|x{100}/)
    })

    it('is ended sooner where everybody together leaves too much unread', async () => {
      const bounds = { ...PATIENT, unsentBytesInAll: 500_000 }
      const server = await start({ bounds, rates: FAST })
      const { reader, signal } = await startCall(server)
      reader.stopReading()
      let sent = 0
      while ((await signal()).ok && sent < 2 * KERNEL_BYTES) sent += LIMITS.linkPayloadLength
      expect(sent).toBeLessThan(bounds.unsentBytesInAll + KERNEL_BYTES)
    })

    it('and who reads the same flood stays', async () => {
      const server = await start({ bounds: { ...PATIENT, unsentBytes: 1_000_000 }, rates: FAST })
      const { reader, signal } = await startCall(server)
      for (let sent = 0; sent < 400; sent += 1) expect(await signal()).toEqual({ ok: true })
      expect(await reader.ask(3, 'ice:renew', {})).toMatchObject({ ok: true })
    })
  })
})

function readParticipantId(ack: unknown): string {
  if (typeof ack === 'object' && ack !== null && 'participantId' in ack) return String(ack.participantId)
  throw new Error(`The join was refused: ${JSON.stringify(ack)}`)
}
