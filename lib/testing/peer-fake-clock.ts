import type { Clock } from '@/lib/browser/peer/clock'

interface Timer {
  readonly at: number
  readonly callback: () => void
}

/** Time that passes only by `advance`, so that an hour of a link's life takes milliseconds and comes out the same twice. */
export class FakeClock implements Clock {
  #now = 0
  #nextHandle = 1
  readonly #timers = new Map<number, Timer>()

  now(): number {
    return this.#now
  }

  setTimeout(callback: () => void, delayMs: number): number {
    const handle = this.#nextHandle++
    this.#timers.set(handle, { at: this.#now + Math.max(0, delayMs), callback })
    return handle
  }

  clearTimeout(handle: number): void {
    this.#timers.delete(handle)
  }

  /** How many timers wait: none may be left of a closed link. */
  get pendingTimers(): number {
    return this.#timers.size
  }

  /** A promise that time fulfils. */
  after(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.setTimeout(resolve, delayMs)
    })
  }

  /** Lets time pass: timers in their order, and after each whatever promises follow from it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settlePromises()
    for (let due = this.#nextDue(end); due !== null; due = this.#nextDue(end)) {
      const [handle, timer] = due
      this.#timers.delete(handle)
      this.#now = timer.at
      timer.callback()
      await settlePromises()
    }
    this.#now = end
  }

  #nextDue(end: number): readonly [number, Timer] | null {
    let due: readonly [number, Timer] | null = null
    for (const entry of this.#timers) {
      if (entry[1].at <= end && (due === null || entry[1].at < due[1].at)) due = entry
    }
    return due
  }
}

/** Every promise that can go on without time or I/O has gone on. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
