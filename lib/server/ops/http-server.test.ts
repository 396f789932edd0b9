import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { IceConfiguration } from '@/lib/protocol/room'
import { HTTP_BOUNDS, type HttpBounds } from './http-bounds'
import { createHttpServer } from './http-server'
import type { Pages } from './pages'

const pages: Pages = {
  handle: async (_request, response) => void response.end('page'),
  handleUpgrade: () => false,
  close: async () => {},
}

describe('the HTTP server', () => {
  const servers: Server[] = []
  const lines: string[] = []

  async function start(options: {
    readonly bounds?: Partial<HttpBounds>
    readonly trustedProxies?: number
    readonly allowReport?: (addressKey: string) => Promise<boolean>
    readonly metricsToken?: string
    readonly allowDoctor?: (addressKey: string) => Promise<boolean>
  }): Promise<string> {
    const server = createHttpServer({
      environment: { isDevelopment: false, trustedProxies: options.trustedProxies ?? 0 },
      tls: null,
      health: { isReady: () => true, count: async () => ({ rooms: 1, participants: 2, offers: 3 }) },
      metrics: {
        token: options.metricsToken ?? null,
        contentType: 'text/plain',
        render: async () => 'earshot_rooms 1\n',
      },
      pages,
      logger: pino({ level: 'info', base: null }, { write: (line) => lines.push(line) }),
      allowReport: options.allowReport ?? (async () => true),
      doctor: {
        allowDoctor: options.allowDoctor ?? (async () => true),
        createIceConfiguration: () => ({ iceServers: [], iceTransportPolicy: 'all', expiresAt: 5 }),
      },
      ownUpgradePath: '/socket.io/',
      bounds: { ...HTTP_BOUNDS, ...options.bounds },
    })
    servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('The server does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  async function dial(url: string): Promise<Socket> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    return socket
  }

  afterEach(() => {
    lines.length = 0
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  it('B17 gives the doctor page its ICE servers, within the rate, and no other site any', async () => {
    const asked: string[] = []
    const url = await start({ allowDoctor: async (key) => asked.push(key) < 3 })
    const ask = async (init?: RequestInit) => (await fetch(`${url}/doctor/ice`, init)).status
    const response = await fetch(`${url}/doctor/ice`, { headers: { 'Sec-Fetch-Site': 'same-origin' } })
    expect(IceConfiguration.safeParse(await response.json()).success).toBe(true)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await ask({ headers: { 'Sec-Fetch-Site': 'cross-site' } })).toBe(403)
    expect(await ask({ method: 'POST' })).toBe(405)
    expect([await ask(), await ask()]).toEqual([200, 429])
    expect(asked).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1'])
  })

  it('runs no page in advance for a browser that guesses where somebody goes', async () => {
    const url = await start({})
    const ask = (purpose: string) => fetch(`${url}/room`, { headers: { 'Sec-Purpose': purpose } })
    const response = await ask('prefetch;prerender')
    expect([response.status, response.headers.get('Cache-Control'), await response.text()]).toEqual([
      503,
      'no-store',
      '',
    ])
    expect((await ask('prefetch')).status).toBe(200)
  })

  it('B15 the numbers are those of the protocol', () => {
    expect(HTTP_BOUNDS).toMatchObject({
      headersMs: 10_000,
      requestMs: 30_000,
      connections: 20_000,
      connectionsPerAddress: 1_024,
    })
  })

  it('B15 ends a request whose head comes byte by byte', async () => {
    const url = await start({ bounds: { headersMs: 200, requestMs: 400, checkMs: 50 } })
    const socket = await dial(url)
    const drip = setInterval(() => socket.write('x'), 20)
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
    await once(socket, 'close')
    clearInterval(drip)
    expect((await fetch(url)).status).toBe(200)
  })

  it('B15 ends a connection that says nothing', async () => {
    const socket = await dial(await start({ bounds: { silenceMs: 100 } }))
    await once(socket.resume(), 'close')
  })

  it('B15 refuses a head that is too large', async () => {
    const url = await start({})
    expect((await fetch(url, { headers: { 'x-large': 'x'.repeat(20_000) } })).status).toBe(431)
    expect((await fetch(`${url}/${'x'.repeat(20_000)}`)).status).toBe(431)
  })

  it('B15 takes so many connections of one address and no more, until one ends', async () => {
    const url = await start({ bounds: { connectionsPerAddress: 2 } })
    const [first] = await Promise.all([dial(url), dial(url)])
    const third = await dial(url)
    await once(third.resume(), 'close')
    expect(third.bytesRead).toBe(0)
    first.destroy()
    const fetchUntilAdmitted = async (): Promise<number> => {
      try {
        return (await fetch(url)).status
      } catch {
        return fetchUntilAdmitted()
      }
    }
    expect(await fetchUntilAdmitted()).toBe(200)
  })

  it('B15 does not count them behind a proxy, whose own address it would be', async () => {
    const url = await start({ bounds: { connectionsPerAddress: 1 }, trustedProxies: 1 })
    await dial(url)
    expect((await fetch(url)).status).toBe(200)
  })

  it('tells how much it holds to the machine itself alone', async () => {
    const url = await start({})
    const whole = { status: 'ok', rooms: 1, participants: 2, offers: 3 }
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual(whole)
    for (const name of ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip']) {
      const response = await fetch(`${url}/healthz`, { headers: { [name]: '198.51.100.7' } })
      expect(await response.json()).toEqual({ status: 'ok' })
    }
  })

  it('M1 tells its figures to the machine itself, through no proxy', async () => {
    const url = `${await start({})}/metrics`
    expect(await (await fetch(url)).text()).toBe('earshot_rooms 1\n')
    const proxied = await fetch(url, { headers: { 'x-forwarded-for': '198.51.100.7' } })
    expect([proxied.status, await proxied.text()]).toEqual([403, ''])
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)
    expect(await (await fetch(url, { method: 'HEAD' })).text()).toBe('')
  })

  it('M1 tells its figures to who brings the token, and to nobody else', async () => {
    const url = `${await start({ metricsToken: 'sixteen letters!' })}/metrics`
    const ask = async (headers: Record<string, string>) => (await fetch(url, { headers })).status
    expect(await ask({ authorization: 'Bearer sixteen letters?' })).toBe(401)
    expect(await ask({ authorization: 'Bearer sixteen-letters!' })).toBe(401)
    expect(await ask({})).toBe(401)
  })

  it('M1 takes the token from anywhere', async () => {
    const url = `${await start({ metricsToken: 'sixteen-letters!' })}/metrics`
    const headers = { authorization: 'Bearer sixteen-letters!', 'x-forwarded-for': '198.51.100.7' }
    expect(await (await fetch(url, { headers })).text()).toBe('earshot_rooms 1\n')
  })

  describe('B16 reports of the content policy', () => {
    const room = 'https://call.example/secret-room?name=Ann#k=secret-key'
    const legacy = JSON.stringify({
      'csp-report': {
        'document-uri': room,
        referrer: room,
        'violated-directive': "script-src-elem 'self'",
        'effective-directive': 'script-src-elem',
        'blocked-uri': 'https://evil.example/secret-room.js?x=1',
        'script-sample': 'secret-room',
      },
    })

    it('are logged with directive and blocked origin, and nothing of a room', async () => {
      const url = await start({})
      const report = (blockedURL: string) => ({
        type: 'csp-violation',
        url: room,
        body: { documentURL: room, effectiveDirective: 'connect-src', blockedURL },
      })
      const blocked = [
        'inline',
        'wss://evil.example:8443/secret-room',
        'data:text/plain,secret-room',
        room,
        '/',
      ]
      const bodies = [legacy, JSON.stringify(blocked.map(report))]
      for (const body of bodies) {
        const response = await fetch(`${url}/reports/csp`, { method: 'POST', body })
        expect(response.status).toBe(204)
      }
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { level: 40, directive: 'script-src-elem', blocked: 'https://evil.example' },
        { level: 40, directive: 'connect-src', blocked: 'inline' },
        { level: 40, directive: 'connect-src', blocked: 'wss://evil.example:8443' },
        { level: 40, directive: 'connect-src', blocked: 'data:' },
        { level: 40, directive: 'connect-src', blocked: 'https://call.example' },
        { level: 40, directive: 'connect-src', blocked: 'unknown' },
      ])
      expect(lines.join('')).not.toMatch(/secret|Ann|127\.0\.0\.1/)
    })

    it.each([
      ['no JSON', '{'],
      ['another form', '[1, null, {"body": 1}]'],
      ['nothing', ''],
      ['a report of another kind', '[{"type":"deprecation","body":{"id":"x"}}]'],
      ['a directive that is none', '{"csp-report":{"effective-directive":"secret room"}}'],
    ])('that are %s are taken without harm', async (_name, body) => {
      const url = await start({})
      expect((await fetch(`${url}/reports/csp`, { method: 'POST', body })).status).toBe(204)
      expect(lines.join('')).not.toContain('room')
    })

    it('are bounded in size, number and rate', async () => {
      let asked = 0
      const url = await start({ allowReport: async () => ++asked < 4 })
      const send = async (body: string) =>
        (await fetch(`${url}/reports/csp`, { method: 'POST', body })).status
      expect(await send('x'.repeat(64_001))).toBe(413)
      const report = { body: { effectiveDirective: 'img-src', blockedURL: 'https://evil.example' } }
      expect(await send(JSON.stringify(Array(50).fill(report)))).toBe(204)
      expect(lines).toHaveLength(10)
      expect(await send(legacy)).toBe(204)
      expect(await send(legacy)).toBe(429)
      expect(lines).toHaveLength(11)
      expect((await fetch(`${url}/reports/csp`)).status).toBe(405)
      expect(await (await fetch(`${url}/reports`)).text()).toBe('page')
    })
  })
})
