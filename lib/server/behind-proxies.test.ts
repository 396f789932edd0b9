import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate } from 'selfsigned'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildChildProgram, type ChildProgram } from '@/lib/testing/child-program'
import { findFreePort } from '@/lib/testing/find-free-port'
import { TestClient } from '@/lib/testing/server-harness'
import { ServerProcess } from '@/lib/testing/server-process'

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url))

/** Reports of the content policy that one address may send a minute (B16): a cheap way to see who is counted as one. */
const REPORTS_A_MINUTE = 20

/** Where a proxy is to listen and what for, with a directory for all that it writes. */
interface Place {
  readonly port: number
  readonly upstream: string
  readonly directory: string
}

/** How a proxy is started with our example: everything that it touches is the test's. */
interface Proxy {
  readonly command: string
  start(place: Place): Promise<ChildProcess>
}

const nginx: Proxy = {
  command: 'nginx',
  async start({ port, upstream, directory }) {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }])
    await writeFile(join(directory, 'key.pem'), key)
    await writeFile(join(directory, 'cert.pem'), cert)
    const example = await readFile(join(DEPLOY, 'nginx/earshot.conf'), 'utf8')
    const values: readonly (readonly [string, string])[] = [
      ['server 127.0.0.1:3000;', `server ${upstream};`],
      ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
      ['/etc/letsencrypt/live/call.example.org/fullchain.pem', join(directory, 'cert.pem')],
      ['/etc/letsencrypt/live/call.example.org/privkey.pem', join(directory, 'key.pem')],
    ]
    const site = values.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`The example has no ${from}`)
      return text.replace(from, to)
    }, example)
    await writeFile(join(directory, 'earshot.conf'), site)
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${directory}/${name};`)
      .join(' ')
    const main = `pid ${directory}/nginx.pid; events {} http { access_log off; ${paths} include earshot.conf; }`
    await writeFile(join(directory, 'nginx.conf'), main)
    const options = ['-p', directory, '-c', join(directory, 'nginx.conf'), '-e', 'stderr']
    return spawn('nginx', [...options, '-g', 'daemon off; master_process off;'], { stdio: 'ignore' })
  },
}

const caddy: Proxy = {
  command: 'caddy',
  async start({ port, upstream, directory }) {
    const path = join(directory, 'Caddyfile')
    const own = `{\n admin off\n skip_install_trust\n auto_https disable_redirects\n}\nimport ${DEPLOY}/caddy/Caddyfile\n`
    await writeFile(path, own)
    return spawn('caddy', ['run', '--config', path, '--adapter', 'caddyfile'], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        HOME: directory,
        XDG_DATA_HOME: directory,
        XDG_CONFIG_HOME: directory,
        EARSHOT_ADDRESS: `https://localhost:${port}`,
        EARSHOT_UPSTREAMS: upstream,
      },
      stdio: 'ignore',
    })
  },
}

describe.each([nginx, caddy])('a server behind the example for $command', ({ command, start }) => {
  const isMissing = spawnSync(command, [command === 'nginx' ? '-v' : 'version']).error !== undefined
  const needed = it.skipIf(isMissing && !process.env.CI)
  let program: ChildProgram
  let server: ServerProcess
  let proxy: ChildProcess | null = null
  let directory = ''
  let port = 0

  beforeAll(async () => {
    if (isMissing && !process.env.CI) return
    program = await buildChildProgram('server-without-pages')
    directory = await mkdtemp(join(tmpdir(), `earshot-${command}-`))
    server = new ServerProcess(program.path, { DATA_DIR: join(directory, 'data'), TRUST_PROXY: '1' })
    const upstream = new URL(await server.url()).host
    port = await findFreePort()
    proxy = await start({ port, upstream, directory })
    await vi.waitFor(async () => expect((await ask('/healthz')).status).toBe(200), 20_000)
  })

  afterAll(async () => {
    if (proxy !== null && proxy.exitCode === null) {
      const ended = once(proxy, 'exit')
      proxy.kill('SIGTERM')
      await ended
    }
    await server?.stop('SIGTERM')
    await program?.remove()
    await rm(directory, { recursive: true, force: true })
  })

  /** Asks over TLS from an address of this machine. Its certificate is the test's own. */
  async function ask(
    path: string,
    options: {
      readonly from?: string
      readonly headers?: Record<string, string>
      readonly body?: string
    } = {},
  ) {
    const asked = request({
      host: 'localhost',
      family: 4,
      port,
      path,
      method: options.body === undefined ? 'GET' : 'POST',
      headers: options.headers ?? {},
      ...(options.from === undefined ? {} : { localAddress: options.from }),
      rejectUnauthorized: false,
    }).end(options.body)
    const [response] = await once(asked, 'response')
    response.resume()
    await once(response, 'end')
    const headers: Record<string, string | undefined> = response.headers
    return { status: Number(response.statusCode), headers }
  }

  needed('speaks TLS, tells pages so, and shows no figures', async () => {
    const page = await ask('/room')
    expect(page.status).toBe(200)
    expect(page.headers['strict-transport-security']).toMatch(/^max-age=\d+$/)
    expect((await ask('/metrics')).status).toBe(404)
  })

  needed.each(['websocket', 'polling'] as const)(
    'B7 lets its own origin in over %s, and no other',
    async (way) => {
      const url = `https://localhost:${port}`
      const open = (origin: string) =>
        new TestClient(
          io(url, {
            transports: [way],
            forceNew: true,
            reconnection: false,
            rejectUnauthorized: false,
            extraHeaders: { origin },
          }),
        )
      const ann = open(url)
      await ann.connected()
      expect(await ann.join('room')).toMatchObject({ ok: true })
      ann.close()
      const stranger = open('https://other.example')
      await expect(stranger.connected()).rejects.toThrow()
      stranger.close()
    },
  )

  needed('counts who asks by the address that the proxy saw, whatever they claim', async () => {
    const report = async (from: string, headers: Record<string, string> = {}) =>
      (await ask('/reports/csp', { from, headers, body: '{}' })).status
    for (let count = 0; count < REPORTS_A_MINUTE; count += 1) expect(await report('127.0.0.2')).toBe(204)
    expect(await report('127.0.0.2')).toBe(429)
    expect(await report('127.0.0.2', { 'x-forwarded-for': '203.0.113.9' })).toBe(429)
    expect(await report('127.0.0.3', { 'x-forwarded-for': '127.0.0.2' })).toBe(204)
  })
})
