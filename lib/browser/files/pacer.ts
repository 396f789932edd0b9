import { bufferLimit, FIRST_PACE, nextPace, PACE_INTERVAL_MS, type Pace, type PaceSample } from './pacing'

/** What may go out at once after a rest. */
const BURST_MS = 100

/** Keeps what goes out on one link to its pace, and looks at the path every half second meanwhile. */
export class Pacer {
  readonly #now: () => number
  readonly #measure: () => Promise<PaceSample>
  #pace: Pace = FIRST_PACE
  /** When all that was sent would have left at the pace. */
  #paidUntil = 0
  #measuredAt = Number.NEGATIVE_INFINITY
  /** What went out since then. */
  #spent = 0

  constructor(now: () => number, measure: () => Promise<PaceSample>) {
    this.#now = now
    this.#measure = measure
  }

  /** How much may wait in the channel. */
  get bufferLimit(): number {
    return bufferLimit(this.#pace)
  }

  /** @returns How long the next chunk has to wait; 0: not at all. */
  delayMs(): number {
    return Math.max(0, this.#paidUntil - this.#now() - BURST_MS)
  }

  /** So many bytes went out. */
  spend(bytes: number): void {
    const now = this.#now()
    this.#paidUntil = Math.max(this.#paidUntil, now) + (bytes / this.#pace.bytesPerSecond) * 1_000
    this.#spent += bytes
    const elapsedMs = now - this.#measuredAt
    if (elapsedMs < PACE_INTERVAL_MS) return
    const usedBytesPerSecond = (this.#spent / elapsedMs) * 1_000
    this.#measuredAt = now
    this.#spent = 0
    this.#measure().then(
      (sample) => {
        this.#pace = nextPace(this.#pace, sample, usedBytesPerSecond)
      },
      // A link that is closing has no figures; the pace stays.
      () => undefined,
    )
  }
}
