import type { Clock } from '@/lib/browser/peer/clock'

/** What arrives within this time is drawn at once, and acted on before: too short for an eye, longer than a burst of messages. */
const TOGETHER_MS = 25
/** A hold that nobody releases ends by itself. */
const MAX_HOLD_MS = 250

/**
 * Owns the moment at which the page is told to draw. Drawing a call's screen blocks the page for longer than connecting takes a
 * step further, so connecting comes first: what comes together is drawn together, and while an answer is being made nothing is.
 */
export class DrawingTurn {
  readonly #clock: Clock
  /** In the order in which they were first asked for. */
  readonly #waiting = new Set<() => void>()
  #timer: number | null = null
  #isClosed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Runs the drawing in the next turn; asked for again before, it runs once. */
  draw(drawing: () => void): void {
    this.#waiting.add(drawing)
    if (this.#timer === null) this.#start(TOGETHER_MS)
  }

  /** The next turn waits for `release`. */
  hold(): void {
    this.#start(MAX_HOLD_MS)
  }

  release(): void {
    this.#start(0)
  }

  close(): void {
    this.#isClosed = true
    this.#stop()
  }

  #start(delayMs: number): void {
    if (this.#isClosed) return
    this.#stop()
    this.#timer = this.#clock.setTimeout(() => this.#run(), delayMs)
  }

  #stop(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
    this.#timer = null
  }

  #run(): void {
    this.#timer = null
    const drawings = [...this.#waiting]
    this.#waiting.clear()
    for (const drawing of drawings) drawing()
  }
}
