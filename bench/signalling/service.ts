import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCommandClient, type RedisClient } from '@/lib/server/store/redis-connection'
import { findFreePort } from '@/lib/testing/find-free-port'
import { MeasuredProcess } from './measured-process'

/** What is measured has one core, and who measures has another. */
const SERVICE_CORE = ['taskset', '--cpu-list', '0'] as const
export const CROWD_CORE = ['taskset', '--cpu-list', '1'] as const

/** A server as people have it, built for production, with its address. */
export interface MeasuredServer {
  readonly process: MeasuredProcess
  readonly url: string
}

/** What Redis says of itself. */
export interface RedisFigures {
  readonly cpuMs: number
  /** Received and sent. */
  readonly networkBytes: number
}

/** Servers and, where there are several, their Redis: all on one core. */
export class MeasuredService {
  readonly servers: readonly MeasuredServer[]
  readonly #redis: { readonly process: MeasuredProcess; readonly url: string } | null
  readonly #directory: string

  private constructor(
    servers: readonly MeasuredServer[],
    redis: { readonly process: MeasuredProcess; readonly url: string } | null,
    directory: string,
  ) {
    this.servers = servers
    this.#redis = redis
    this.#directory = directory
  }

  static async start(options: {
    readonly nodes: number
    readonly env?: Readonly<Record<string, string>>
  }): Promise<MeasuredService> {
    const directory = await mkdtemp(join(tmpdir(), 'earshot-bench-'))
    const redis = options.nodes > 1 ? await startRedis(directory) : null
    const env = {
      DATA_DIR: directory,
      TRUST_PROXY: '1',
      EARSHOT_MAX_PARTICIPANTS: '64',
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
      ...options.env,
    }
    const servers: MeasuredServer[] = []
    for (let index = 0; index < options.nodes; index += 1) servers.push(await startServer(env))
    return new MeasuredService(servers, redis, directory)
  }

  get urls(): readonly string[] {
    return this.servers.map(({ url }) => url)
  }

  async readRedis(): Promise<RedisFigures> {
    return this.#askRedis(async (client) => {
      const read = async (section: string, names: readonly string[]) => {
        const text = await client.info(section)
        return names.reduce(
          (sum, name) => sum + Number(new RegExp(`^${name}:(\\S+)`, 'm').exec(text)?.[1]),
          0,
        )
      }
      const cpuSeconds = await read('cpu', ['used_cpu_sys', 'used_cpu_user'])
      const networkBytes = await read('stats', ['total_net_input_bytes', 'total_net_output_bytes'])
      return { cpuMs: cpuSeconds * 1_000, networkBytes }
    })
  }

  /** @returns the names of all keys. */
  async readKeys(): Promise<readonly string[]> {
    return this.#askRedis((client) => client.keys('*'))
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map(({ process }) => process.stop()))
    await this.#redis?.process.stop()
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #askRedis<T>(ask: (client: RedisClient) => Promise<T>) {
    if (this.#redis === null) throw new Error('One server alone has no Redis')
    const client = await createCommandClient(this.#redis.url)
    await client.connect()
    try {
      return await ask(client)
    } finally {
      client.destroy()
    }
  }
}

async function startServer(env: Readonly<Record<string, string>>): Promise<MeasuredServer> {
  const port = await findFreePort()
  const host = '127.0.0.1'
  const url = `http://${host}:${port}`
  const started = await MeasuredProcess.start(
    [...SERVICE_CORE, process.execPath, 'dist/server.js'],
    { HOST: host, PORT: String(port), LOG_LEVEL: 'warn', NEXT_TELEMETRY_DISABLED: '1', ...env },
    new RegExp(`${host}:${port}`),
  )
  return { process: started, url }
}

async function startRedis(directory: string) {
  const port = await findFreePort()
  const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory]
  const started = await MeasuredProcess.start(
    [...SERVICE_CORE, 'redis-server', '--port', String(port), ...options],
    {},
    /Ready to accept connections/,
  )
  return { process: started, url: `redis://127.0.0.1:${port}` }
}
