import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as requestTls } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { buildChildProgram, type ChildProgram } from '@/lib/testing/child-program'
import { ServerProcess } from '@/lib/testing/server-process'

/** A join as of a page just loaded. */
const describeJoin = () => ({
  room: 'room',
  seed: createRandomId(),
  memberKey: createRandomId(),
  page: createRandomId(),
  profile: 'profile',
})

const BAD_STARTS: readonly {
  readonly env: Record<string, string>
  readonly args: readonly string[]
  readonly line: RegExp
}[] = [
  { env: { EARSHOT_TURN_URL: 'turn:x' }, args: [], line: /EARSHOT_TURN_URL: / },
  { env: { HOST: '192.0.2.1' }, args: [], line: /HOST: / },
  { env: {}, args: ['--tls-key', '/none', '--tls-cert', '/none'], line: /--tls-key/ },
  { env: {}, args: ['--verbose'], line: /command line/ },
]

/** The whole process as `server.ts` runs it, with an echo in the place of Next. */
describe('the server process', () => {
  const running: ServerProcess[] = []
  let program: ChildProgram
  let directory = ''

  function start(env: Record<string, string> = {}, args: readonly string[] = []): ServerProcess {
    const server = new ServerProcess(program.path, { DATA_DIR: directory, ...env }, args)
    running.push(server)
    return server
  }

  beforeAll(async () => {
    program = await buildChildProgram('server-without-pages')
  })

  afterAll(() => program.remove())

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'earshot-server-'))
  })

  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop('SIGKILL')))
    await rm(directory, { recursive: true })
  })

  it('answers health, sets the headers, hands the nonce to the pages, and survives one that fails', async () => {
    const url = await start().url()
    const health = await fetch(`${url}/healthz?probe`)
    expect([health.status, await health.json()]).toEqual([
      200,
      { status: 'ok', rooms: 0, participants: 0, offers: 0 },
    ])
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(405)

    const page = await fetch(`${url}/room`)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toMatch(
      /script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic' 'wasm-unsafe-eval';/,
    )
    expect(policy?.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe-/)
    expect(await page.text()).toBe(policy)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringMatching(/camera=\(self\).*geolocation=\(\)/),
      'referrer-policy': 'no-referrer',
      'reporting-endpoints': 'csp="/reports/csp"',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(page.headers.has('strict-transport-security')).toBe(false)
    expect((await fetch(`${url}/broken`)).status).toBe(500)
    expect((await fetch(`${url}/room`)).headers.get('content-security-policy')).not.toBe(policy)
  })

  it('B16 logs what the policy blocked, without the page that it was blocked on', async () => {
    const server = start()
    const url = await server.url()
    const body = JSON.stringify({
      'csp-report': {
        'document-uri': `${url}/secret-room`,
        'effective-directive': 'connect-src',
        'blocked-uri': 'https://evil.example/secret-room',
      },
    })
    expect((await fetch(`${url}/reports/csp`, { method: 'POST', body })).status).toBe(204)
    await server.stop('SIGTERM')
    expect(server.stdout).toContain('"directive":"connect-src","blocked":"https://evil.example"')
    expect(server.stdout).not.toContain('secret-room')
  })

  it('ends an upgrade that is nobody’s', async () => {
    const { port } = new URL(await start().url())
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await once(socket, 'close')
    expect(socket.bytesRead).toBe(0)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('stops in order on %s with people in a room', async (signal) => {
    const server = start()
    const socket = io(await server.url(), { transports: ['websocket'], reconnection: false })
    const join = describeJoin()
    expect(await socket.emitWithAck('room:join', join)).toMatchObject({ ok: true })
    const ended = new Promise((resolve) => socket.once('disconnect', resolve))
    expect(await server.stop(signal)).toBe(0)
    expect(await ended).toBe('transport close')
    expect(server.stderr).toBe('')
    expect(server.stdout).not.toMatch(/profile|127\.0\.0\.1(?!:\d+\n)/)
  })

  it('J8 knows its people after a restart by the secret in its data directory', async () => {
    const before = start({ EARSHOT_SECRET: '' })
    const socket = io(await before.url(), { transports: ['websocket'], reconnection: false })
    const first = await socket.emitWithAck('room:join', describeJoin())
    expect(first).toMatchObject({ ok: true })
    await before.stop('SIGTERM')

    const after = io(await start({ EARSHOT_SECRET: '' }).url(), { transports: ['websocket'] })
    // Another seed and page: it is the token that says who comes.
    const again = await after.emitWithAck('room:join', { ...describeJoin(), token: first.token })
    expect(again).toMatchObject({ ok: true, participantId: first.participantId })
    after.disconnect()
  })

  it('says over TLS that it is to be asked over TLS', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
    const [keyPath, certPath] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
    await Promise.all([writeFile(keyPath, key), writeFile(certPath, cert)])
    const url = await start({}, ['--tls-key', keyPath, '--tls-cert', certPath]).url()
    expect(url).toMatch(/^https:/)
    const request = requestTls(`${url}/healthz`, { rejectUnauthorized: false }).end()
    const [response] = await once(request, 'response')
    response.resume()
    expect(response.headers['strict-transport-security']).toMatch(/^max-age=\d+$/)
  })

  it.each(BAD_STARTS)(
    'does not start with $env $args, and says why in one line',
    async ({ env, args, line }) => {
      const server = start(env, args)
      expect(await server.end).toBe(1)
      expect(server.stderr).toMatch(/^[^\n]+\n$/)
      expect(server.stderr).toMatch(line)
    },
  )

  it('does not start on a port that is in use, and says so in one line', async () => {
    const { port } = new URL(await start().url())
    const second = start({ PORT: port })
    expect(await second.end).toBe(1)
    expect(second.stderr).toBe(`Earshot cannot start: PORT: ${port} is in use by another program\n`)
  })

  it('does not start on a data directory that another one uses, and says so in one line', async () => {
    await start().url()
    const second = start()
    expect(await second.end).toBe(1)
    expect(second.stderr).toBe(
      'Earshot cannot start: DATA_DIR: another Earshot is running on it; stop that one or set another directory\n',
    )
  })

  it('does not start on settings that are damaged, and says so in one line', async () => {
    await mkdir(join(directory, 'rooms'))
    await writeFile(join(directory, 'rooms', 'CURRENT'), 'nonsense')
    const server = start()
    expect(await server.end).toBe(1)
    expect(server.stderr).toMatch(/^Earshot cannot start: DATA_DIR: [^\n]*damaged[^\n]*\n$/)
  })
})
