import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServerHarness } from '@/lib/testing/server-harness'

const SOURCE = {
  count: async () => ({ rooms: 1, participants: 2, offers: 3 }),
  usage: () => ({ connections: 4, unsentBytes: 5 }),
  isReady: () => true,
}

describe('M figures and logs of the socket layer', () => {
  let server: ServerHarness
  const lines: string[] = []

  beforeEach(async () => {
    lines.length = 0
    server = new ServerHarness({ rates: { linkReportsPerMinute: 3 }, onLog: (line) => lines.push(line) })
    await server.listen()
  })
  afterEach(() => server.close())

  const figures = async () => (await server.metrics.render(SOURCE)).split('\n')

  it('M2 M3 count what was asked and answered, joins and returns, and name nobody', async () => {
    const [ann, bob] = [await server.connect(), await server.connect()]
    const { token } = await ann.join('secret-room')
    await ann.request('room:join', ann.describe('secret-room'))
    await bob.join('secret-room', { ...ann.describe('secret-room'), token })
    await bob.ask('secret:event', {})
    const seen = await figures()
    expect(seen).toEqual(
      expect.arrayContaining([
        'earshot_requests_total{request="room:join",code="ok"} 2',
        'earshot_requests_total{request="room:join",code="bad-request"} 1',
        'earshot_joins_total{kind="new"} 1',
        'earshot_joins_total{kind="returning"} 1',
        'earshot_rooms 1',
        'earshot_participants 2',
        'earshot_offers 3',
        'earshot_connections 4',
        'earshot_unsent_bytes 5',
        'earshot_ready 1',
      ]),
    )
    expect(seen.join('\n')).not.toMatch(/secret|127\.0\.0\.1/)
  })

  it('M3 say that they do not know what rooms hold where these are out of reach', async () => {
    const text = await server.metrics.render({
      ...SOURCE,
      count: () => Promise.reject(new Error()),
      isReady: () => false,
    })
    expect(text.split('\n')).toEqual(
      expect.arrayContaining(['earshot_rooms Nan', 'earshot_connections 4', 'earshot_ready 0']),
    )
  })

  it('M4 count what became of links, of whom is inside alone, up to a bound', async () => {
    const ann = await server.connect()
    const connected = { kind: 'connected', candidateType: 'srflx', setupMs: 150 } as const
    expect(await ann.request('link:report', { outcome: connected })).toEqual({
      ok: false,
      code: 'not-joined',
    })
    await ann.join('room')
    for (const outcome of [
      { ...connected, candidateType: 'tunnel' },
      { ...connected, setupMs: 600_001 },
      { kind: 'failed', verdict: 'Ann' },
    ]) {
      expect(await ann.ask('link:report', { outcome })).toEqual({ ok: false, code: 'bad-request' })
    }
    const failed = { kind: 'failed', verdict: 'relay-unreachable' } as const
    for (const outcome of [connected, connected, failed]) {
      expect(await ann.request('link:report', { outcome })).toEqual({ ok: true })
    }
    expect(await ann.request('link:report', { outcome: failed })).toEqual({ ok: false, code: 'rate-limited' })
    expect(await figures()).toEqual(
      expect.arrayContaining([
        'earshot_link_ends_connected_total{candidate_type="srflx"} 2',
        'earshot_link_ends_failed_total{verdict="relay-unreachable"} 1',
        'earshot_link_setup_seconds_count 2',
        'earshot_link_setup_seconds_bucket{le="0.1"} 0',
        'earshot_link_setup_seconds_bucket{le="0.2"} 2',
        'earshot_rate_limit_hits_total{bound="link-report"} 1',
      ]),
    )
  })

  it('M5 each answer has a line at debug, with the request and a hash in the room’s place', async () => {
    const ann = await server.connect()
    await ann.join('secret-room')
    await ann.request('profile:update', { profile: 'secret-profile' })
    await ann.request('profile:update', { profile: 'secret-profile' })
    await ann.ask('secret:event', {})
    const seen = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'A request was answered')
    const [joined, first, second, unknown] = seen
    expect(seen).toMatchObject([
      { level: 20, event: 'room:join', code: 'ok', room: expect.stringMatching(/^[\w-]{12}$/) },
      { event: 'profile:update', code: 'ok', room: joined.room, tookMs: expect.any(Number) },
      { event: 'profile:update', room: first.room },
      { event: null, code: 'bad-request' },
    ])
    expect(new Set([first, second, unknown].map(({ requestId }) => requestId)).size).toBe(3)
    expect(lines.join('')).not.toContain('secret')
  })
})
