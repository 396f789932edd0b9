import type { Clock } from '@/lib/browser/peer/clock'

/** A fresh offer is on the list well within this where the server is within reach. */
const REMAKE_MS = 1_000

/** Runs something once: when it is asked to finish, or after a time at the latest. */
export class RemakeTimer {
  readonly #clock: Clock
  readonly #run: () => void
  #timer: ReturnType<Clock['setTimeout']> | null = null

  constructor(clock: Clock, run: () => void) {
    this.#clock = clock
    this.#run = run
  }

  start(): void {
    this.#timer ??= this.#clock.setTimeout(() => this.finish(), REMAKE_MS)
  }

  /** Runs it now if it waits. */
  finish(): void {
    if (this.stop()) this.#run()
  }

  /** @returns Whether it waited. */
  stop(): boolean {
    if (this.#timer === null) return false
    this.#clock.clearTimeout(this.#timer)
    this.#timer = null
    return true
  }
}
