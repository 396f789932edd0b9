import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { DoctoredWebServer, type WebFaults } from '@/lib/testing/doctored-web-server'
import { type FakeTurnFaults, FakeTurnServer } from '@/lib/testing/fake-turn-server'
import { RedisServer } from '@/lib/testing/redis-server'
import { examine } from './examine'
import { DOCTOR_VERDICTS, type DoctorCode, formatReport, toExitCode } from './verdicts'

const SECRET = 'a secret of sixteen characters'
const DAY_MS = 86_400_000
/** A port that nothing listens on: the discard protocol's. */
const NOWHERE = 9
/** As an operator has it. What answers does so in time, however busy the machine is. */
const TIMEOUT_MS = 20_000
/** For those that never answer. */
const SHORT_TIMEOUT_MS = 700

const cleanups: (() => unknown)[] = []
let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'earshot-doctor-'))
  cleanups.push(() => rmSync(directory, { recursive: true }))
})
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).toReversed()) await cleanUp()
})

interface SetUp {
  /** How long to wait for an answer. */
  readonly timeoutMs?: number
  readonly variables?: Readonly<Record<string, string>>
  readonly web?: DoctoredWebServer
}

/** @returns What the doctor finds that is not well. */
async function findFaults({
  variables = {},
  web,
  timeoutMs = TIMEOUT_MS,
}: SetUp = {}): Promise<DoctorCode[]> {
  const lines = await examine({
    variables: { PORT: '0', DATA_DIR: directory, ...variables },
    publicUrl: web?.url ?? null,
    timeoutMs,
    now: Date.now(),
    ...(web?.authority === undefined ? {} : { authorities: web.authority }),
  })
  const isBad = (code: DoctorCode) => !['ok', 'note'].includes(DOCTOR_VERDICTS[code][0])
  const faults = lines.map(({ code }) => code).filter(isBad)
  const hasFailed = faults.some((code) => DOCTOR_VERDICTS[code][0] === 'failed')
  expect(toExitCode(lines)).toBe(hasFailed ? 1 : 0)
  expect(formatReport(lines)).not.toContain(SECRET)
  return faults
}

async function relay(faults?: FakeTurnFaults): Promise<Readonly<Record<string, string>>> {
  const server = await FakeTurnServer.start(SECRET, faults)
  cleanups.push(() => server.close())
  return {
    EARSHOT_STUN_URLS: `stun:127.0.0.1:${server.port}`,
    EARSHOT_TURN_URLS: `turn:127.0.0.1:${server.port}`,
    EARSHOT_TURN_SECRET: SECRET,
  }
}

async function web(faults?: WebFaults): Promise<DoctoredWebServer> {
  const server = await DoctoredWebServer.start(faults)
  cleanups.push(() => server.close())
  return server
}

/** The relay of these tests is reached over UDP alone, which is a warning of its own. */
const UDP_ALONE = 'relay-over-udp-alone'

describe('all is well', () => {
  it('with the configuration as it is shipped', async () => {
    expect(await findFaults()).toEqual([])
  })

  it('behind a good proxy, and with a relay that takes our credentials', async () => {
    expect(await findFaults({ variables: await relay(), web: await web() })).toEqual([UDP_ALONE])
  })
})

describe('of a broken set-up exactly its fault is found', () => {
  it.each([
    ['an unknown setting', { EARSHOT_STUN_URL: 'stun:a.example' }],
    ['a relay without its secret', { EARSHOT_TURN_URLS: 'turn:a.example' }],
  ])('%s', async (_, variables) => {
    expect(await findFaults({ variables })).toEqual(['configuration-bad'])
  })

  it('a data directory that is a file', async () => {
    const path = join(directory, 'file')
    writeFileSync(path, '')
    expect(await findFaults({ variables: { DATA_DIR: path } })).toEqual(['data-directory-refused'])
  })

  it('a port that another program has', async () => {
    const other = createServer((socket) => socket.end('220 smtp\r\n')).listen(0)
    cleanups.push(() => other.close())
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : null
    expect(await findFaults({ variables: { PORT: String(port) } })).toEqual(['port-taken'])
  })

  it.each<[string, WebFaults, DoctorCode[]]>([
    ['a page without TLS', { isPlain: true }, ['public-not-secure']],
    ['a certificate that is over', { certifiedAtMs: Date.now() - 400 * DAY_MS }, ['tls-expired']],
    ['a certificate about to end', { certifiedAtMs: Date.now() - 390 * DAY_MS }, ['tls-ends-soon']],
    ['a certificate for another name', { isForAnotherName: true }, ['tls-wrong-name']],
    ['another program at the address', { healthBody: '<h1>It works!</h1>' }, ['public-not-earshot']],
    ['a proxy without WebSocket', { upgradeStatus: 400 }, ['websocket-not-upgraded']],
    ['a proxy that changes the host', { upgradeStatus: 403 }, ['websocket-refused']],
  ])('%s', async (_, faults, expected) => {
    expect(await findFaults({ web: await web(faults) })).toEqual(expected)
  })

  it('a certificate of an authority that nobody knows', async () => {
    const { url } = await web()
    const lines = await examine({
      variables: { PORT: '0', DATA_DIR: directory },
      publicUrl: url,
      timeoutMs: TIMEOUT_MS,
      now: Date.now(),
    })
    expect(lines.map(({ code }) => code)).toContain('tls-untrusted')
    expect(toExitCode(lines)).toBe(1)
  })

  it('an address where nothing answers', async () => {
    const server = await DoctoredWebServer.start()
    await server.close()
    expect(await findFaults({ web: server })).toEqual(['public-unreachable'])
  })

  it.each<[string, FakeTurnFaults, DoctorCode]>([
    ['a relay with another secret', { secret: 'another secret' }, 'turn-secret-wrong'],
    ['a relay whose clock is a day ahead', { aheadMs: DAY_MS }, 'turn-clock-ahead'],
    ['a relay that serves anybody', { isOpen: true }, 'turn-no-credentials-asked'],
  ])('%s', async (_, faults, expected) => {
    expect(await findFaults({ variables: await relay(faults) })).toEqual([expected, UDP_ALONE])
  })

  it('a STUN server and a relay that do not answer', async () => {
    const variables = {
      EARSHOT_STUN_URLS: `stun:127.0.0.1:${NOWHERE}`,
      EARSHOT_TURN_URLS: `turn:127.0.0.1:${NOWHERE},turn:127.0.0.1:${NOWHERE}?transport=tcp`,
      EARSHOT_TURN_SECRET: SECRET,
    }
    const faults = await findFaults({ variables, timeoutMs: SHORT_TIMEOUT_MS })
    expect(faults).toEqual(['stun-silent', 'turn-unreachable', 'turn-unreachable'])
  })

  it('a relay over TLS whose certificate nobody trusts', async () => {
    const { url } = await web()
    const variables = {
      EARSHOT_TURN_URLS: `turns:127.0.0.1:${url.port}?transport=tcp`,
      EARSHOT_TURN_SECRET: SECRET,
    }
    expect(await findFaults({ variables })).toEqual(['turn-tls-refused'])
  })

  it('a URL that no browser can use', async () => {
    expect(await findFaults({ variables: { EARSHOT_STUN_URLS: 'stun://a.example' } })).toEqual([
      'stun-url-bad',
    ])
  })

  it('a Redis that does not answer', async () => {
    const variables = { REDIS_URL: `redis://127.0.0.1:${NOWHERE}` }
    expect(await findFaults({ variables })).toEqual(['redis-unreachable'])
  })
})

describeWithRedis('Redis', () => {
  it('answers, or refuses without its password', async () => {
    const server = await RedisServer.start()
    cleanups.push(() => server.remove())
    expect(await findFaults({ variables: { REDIS_URL: server.url } })).toEqual([])
    await server.command('CONFIG', 'SET', 'requirepass', 'secret')
    expect(await findFaults({ variables: { REDIS_URL: server.url } })).toEqual(['redis-refused'])
  })
})
