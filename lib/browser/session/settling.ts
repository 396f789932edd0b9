import type { Clock } from '@/lib/browser/peer/clock'
import type { ParticipantView } from '@/lib/browser/store/state'

/** A link without pictures, or one whose pictures do not come, is waited for no longer than this. */
const PATIENCE_MS = 1_000
/** The browser tells of a picture before it is on the screen. */
const ON_SCREEN_MS = 100

/**
 * Finds the moment at which a call has settled: the first picture shows, or a link has been up for a second. What is not needed to connect
 * is fetched and begun from then on, for before it would take the network and the processor from the first picture.
 */
export class Settling {
  readonly #clock: Clock
  readonly #onSettled: () => void
  #timer: number | null = null
  #hasPicture = false
  #isOver = false

  /** @param onSettled Called once at most. */
  constructor(clock: Clock, onSettled: () => void) {
    this.#clock = clock
    this.#onSettled = onSettled
  }

  /** The others and how the links to them are. */
  noteParticipants(participants: readonly Pick<ParticipantView, 'link'>[]): void {
    if (this.#timer !== null || this.#isOver) return
    if (participants.some(({ link }) => link === 'connected')) this.#settleIn(PATIENCE_MS)
  }

  /** A picture of somebody shows. */
  noteFrame(): void {
    if (this.#isOver || this.#hasPicture) return
    this.#hasPicture = true
    this.#settleIn(ON_SCREEN_MS)
  }

  close(): void {
    this.#isOver = true
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
  }

  #settleIn(delayMs: number): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
    this.#timer = this.#clock.setTimeout(() => {
      this.#isOver = true
      this.#onSettled()
    }, delayMs)
  }
}
