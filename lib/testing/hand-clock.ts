import type { Clock } from '@/lib/server/ops/clock'

/** A clock that stands still until a test turns it. */
export class HandClock implements Clock {
  #now: number
  readonly #timers = new Set<{ readonly dueAt: number; readonly callback: () => void }>()

  constructor(now = 1_800_000_000_000) {
    this.#now = now
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size
  }

  now(): number {
    return this.#now
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const timer = { dueAt: this.#now + delayMs, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Turns the clock and runs what came due, in the order of its time. */
  advance(ms: number): void {
    this.#now += ms
    const due = [...this.#timers].filter(({ dueAt }) => dueAt <= this.#now).sort((a, b) => a.dueAt - b.dueAt)
    for (const timer of due) {
      if (this.#timers.delete(timer)) timer.callback()
    }
  }
}
