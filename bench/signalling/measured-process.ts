import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'

/** Ticks of a second in which Linux counts a process's time (`USER_HZ`, the same on every machine we know). */
const TICK_MS = 10

const KILOBYTE = 1_024

/** A child of the benchmark whose memory and time are read from /proc. Linux alone has that. */
export class MeasuredProcess {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** Starts it and waits until it has printed what matches. */
  static async start(
    command: readonly string[],
    env: Readonly<Record<string, string>>,
    ready: RegExp,
  ): Promise<MeasuredProcess> {
    const [file = '', ...args] = command
    const child = spawn(file, args, {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code} as it was started`)))
      child.stdout?.on('data', (chunk) => {
        printed += String(chunk)
        if (ready.test(printed)) resolve()
      })
    })
    // What it logs from now on explains what goes wrong.
    child.stdout?.pipe(process.stderr)
    return new MeasuredProcess(child)
  }

  /** @returns resident memory, in bytes. */
  async readResidentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * KILOBYTE
  }

  /** @returns time on the processor since its start, in milliseconds. */
  async readCpuMs(): Promise<number> {
    const stat = await readFile(`/proc/${this.#child.pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; what follows it begins with the third field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill(signal)
    await ended
  }
}
