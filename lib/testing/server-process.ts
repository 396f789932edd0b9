import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A real server process, with what it printed. The environment of the tests themselves does not reach it. */
export class ServerProcess {
  stdout = ''
  stderr = ''
  /** Its exit code, or the signal that ended it. */
  readonly end: Promise<number | NodeJS.Signals | null>
  readonly #child: ChildProcess

  /** @param program bundled `server-without-pages` */
  constructor(program: string, env: Record<string, string>, args: readonly string[] = []) {
    const inherited = { PATH: process.env.PATH, NODE_ENV: 'production' } as const
    this.#child = spawn(process.execPath, [program, ...args], {
      env: { ...inherited, HOST: '127.0.0.1', PORT: '0', EARSHOT_SECRET: 'a secret of the test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child.stdout?.on('data', (chunk) => {
      this.stdout += chunk
    })
    this.#child.stderr?.on('data', (chunk) => {
      this.stderr += chunk
    })
    this.end = once(this.#child, 'close').then(() => this.#child.exitCode ?? this.#child.signalCode)
  }

  /** @returns the address that it announced. */
  async url(): Promise<string> {
    for (;;) {
      const announced = /Open +(\S+)\n/.exec(this.stdout)?.[1]
      if (announced !== undefined) return announced
      const { stdout } = this.#child
      if (stdout === null) throw new Error('The process has no output')
      await Promise.race([once(stdout, 'data'), this.end.then(() => Promise.reject(this.stderr))])
    }
  }

  /** Stops it from doing anything, with its connections open. @returns lets it go on */
  freeze(): () => void {
    this.#child.kill('SIGSTOP')
    return () => void this.#child.kill('SIGCONT')
  }

  stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): ServerProcess['end'] {
    this.#child.kill(signal)
    return this.end
  }
}
