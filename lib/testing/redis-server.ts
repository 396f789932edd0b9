import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from './find-free-port'

/** A real redis-server of a test's own, on a free port of this machine, with its data in a directory of its own. */
export class RedisServer {
  readonly #directory: string
  readonly #port: number
  #process: ChildProcess | null = null

  private constructor(directory: string, port: number) {
    this.#directory = directory
    this.#port = port
  }

  /** Whether this machine has none. */
  static isMissing(): boolean {
    return spawnSync(COMMAND, ['--version']).status !== 0
  }

  /** Starts one with nothing in it. */
  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await mkdtemp(join(tmpdir(), 'earshot-redis-')), await findFreePort())
    await server.#run()
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`
  }

  /** Ends it and returns when it has ended. @param options.isSaved its next start finds what is in it now */
  async halt(options: { readonly isSaved: boolean } = { isSaved: false }): Promise<void> {
    const running = this.#process
    if (running === null) return
    this.#process = null
    const ended = once(running, 'exit')
    await rm(join(this.#directory, 'dump.rdb'), { force: true })
    // The last that it does: nothing is written between what it saves and its end.
    if (options.isSaved) await this.command('SHUTDOWN', 'SAVE').catch(() => {})
    else running.kill('SIGKILL')
    await ended
  }

  /** Starts it again at its address. */
  async resume(): Promise<void> {
    await this.#run()
  }

  /** Stops it from answering, with its connections open. @returns lets it go on */
  freeze(): () => void {
    const running = this.#process
    running?.kill('SIGSTOP')
    return () => void running?.kill('SIGCONT')
  }

  /** Removes everything from it. */
  async clear(): Promise<void> {
    await this.command('FLUSHALL')
  }

  /** @returns all keys, with the fields of those that are hashes. */
  async dump(): Promise<ReadonlyMap<string, readonly string[]>> {
    const { createClient } = await import('@redis/client')
    const client = createClient({ url: this.url, RESP: 2 })
    await client.connect()
    const keys = new Map<string, readonly string[]>()
    for (const key of await client.keys('*')) {
      const isHash = (await client.type(key)) === 'hash'
      keys.set(key, isHash ? (await client.hKeys(key)).sort() : [])
    }
    client.destroy()
    return keys
  }

  /** Ends it for good. */
  async remove(): Promise<void> {
    await this.halt()
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #run(): Promise<void> {
    const options = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', this.#directory]
    const started = spawn(COMMAND, ['--port', String(this.#port), ...options], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#process = started
    await new Promise<void>((resolve, reject) => {
      started.once('exit', () => reject(new Error('redis-server ended as it was started')))
      started.once('error', reject)
      started.stdout?.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Ready to accept connections')) resolve()
      })
    })
  }

  /** Runs one command on it. */
  async command(...command: string[]): Promise<void> {
    const { createClient } = await import('@redis/client')
    const client = createClient({ url: this.url, RESP: 2, socket: { reconnectStrategy: false } })
    client.on('error', () => {})
    await client.connect()
    try {
      await client.sendCommand(command)
    } finally {
      if (client.isOpen) client.destroy()
    }
  }
}

const COMMAND = 'redis-server'
