import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { LineReader } from './line-reader'
import type { NetworkNamespace } from './network-namespace'

/** What happens to packets on a line, each way. */
export interface LineConditions {
  /** Milliseconds: twice this is added to a round trip. */
  readonly delay: number
  /** Up to so many milliseconds more, at random. */
  readonly jitter: number
  /** Part of the packets that is lost, 0 to 1. */
  readonly loss: number
  /** kbit/s; 0: unlimited. */
  readonly rate: number
  /** Milliseconds that a packet may wait for its turn before it is lost. */
  readonly queue: number
}

/** Owns a line between two namespaces whose conditions change while it runs; line.py does the work. */
export class Line {
  readonly #process: ChildProcess
  readonly #output: LineReader

  private constructor(process: ChildProcess) {
    this.#process = process
    this.#output = new LineReader(process)
  }

  /** Makes a device in each namespace; addresses and routes are the caller's. @param script where line.py is, for who is bundled */
  static async lay(
    from: { readonly namespace: NetworkNamespace; readonly device: string },
    to: { readonly namespace: NetworkNamespace; readonly device: string },
    script = fileURLToPath(new URL('line.py', import.meta.url)),
  ): Promise<Line> {
    const child = spawn('python3', [script, from.namespace.name, from.device, to.namespace.name, to.device], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const line = new Line(child)
    await line.#output.next((text) => text === 'ready')
    return line
  }

  /** Changes the named conditions; in force when it returns. */
  async set(conditions: Partial<LineConditions>): Promise<void> {
    const words = Object.entries(conditions).map(([name, value]) => `${name}=${value}`)
    this.#process.stdin?.write(`set ${words.join(' ')}\n`)
    await this.#output.next((text) => text === 'ok')
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const exited = once(this.#process, 'exit')
    this.#process.kill('SIGTERM')
    await exited
  }
}
