/** How much at once, and how much over time. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** Lets through what a rate allows, and refuses the rest: a bucket that fills with time. */
export class RateGate {
  readonly #rate: Rate
  readonly #now: () => number
  #left: number
  #filledAt: number

  /** @param now Milliseconds, of a clock that never goes back. */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate
    this.#now = now
    this.#left = rate.burst
    this.#filledAt = now()
  }

  /** @returns Whether one more may pass now; if so, it counts. */
  take(): boolean {
    const now = this.#now()
    const refill = ((now - this.#filledAt) / 1_000) * this.#rate.perSecond
    this.#left = Math.min(this.#rate.burst, this.#left + refill)
    this.#filledAt = now
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
