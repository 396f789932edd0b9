import type { Clock } from '@/lib/browser/peer/clock'
import type { ParticipantView } from '@/lib/browser/store/state'

/** A link without pictures, or one whose pictures do not come, is waited for no longer than this. */
const PATIENCE_MS = 1_000

/**
 * Finds the moment at which a call has settled: the first picture shows, or a link has been up for a second. What is not needed to connect
 * is fetched and begun from then on, for before it would take the network and the processor from the first picture.
 */
export class Settling {
  readonly #clock: Clock
  readonly #onSettled: () => void
  #timer: number | null = null
  #isOver = false

  /** @param onSettled Called once at most. */
  constructor(clock: Clock, onSettled: () => void) {
    this.#clock = clock
    this.#onSettled = onSettled
  }

  /** The others and how the links to them are. */
  noteParticipants(participants: readonly Pick<ParticipantView, 'link'>[]): void {
    if (this.#timer !== null || this.#isOver) return
    if (!participants.some(({ link }) => link === 'connected')) return
    this.#timer = this.#clock.setTimeout(() => this.#settle(), PATIENCE_MS)
  }

  /** A picture of somebody shows. */
  noteFrame(): void {
    this.#settle()
  }

  close(): void {
    this.#isOver = true
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
  }

  #settle(): void {
    if (this.#isOver) return
    this.close()
    this.#onSettled()
  }
}
