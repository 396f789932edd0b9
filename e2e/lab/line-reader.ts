import type { ChildProcess } from 'node:child_process'
import { createInterface, type Interface } from 'node:readline'

/** Reads what a process prints, line by line, one reader at a time. */
export class LineReader {
  readonly #lines: AsyncIterator<string>
  readonly #interface: Interface

  constructor(child: ChildProcess) {
    if (child.stdout === null) throw new Error('The process prints to nobody')
    this.#interface = createInterface({ input: child.stdout })
    this.#lines = this.#interface[Symbol.asyncIterator]()
  }

  /** Resolves with the next line that satisfies; throws where the output ends before it. */
  async next(isWanted: (line: string) => boolean): Promise<string> {
    for (;;) {
      const { done, value } = await this.#lines.next()
      if (done === true) throw new Error('The process ended before it printed what was waited for')
      if (isWanted(value)) return value
    }
  }

  /** Lets everything from now on pass unread, so that the process is never held up. */
  release(): void {
    this.#interface.on('line', () => undefined)
  }
}
