import type { Clock } from '@/lib/browser/peer/clock'
import type { ParticipantId } from '@/lib/protocol/ids'

/** How loud each of the others is: 0 (silence) to 1 (full scale), linear. */
export type AudioLevels = ReadonlyMap<ParticipantId, number>

/** Ten a second: a syllable lasts about twice as long. */
const TICK_MS = 100

/** Reads how loud the others are, again and again as long as somebody wants to know. */
export class AudioLevelWatch {
  readonly #clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>
  readonly #read: () => AudioLevels
  readonly #listeners = new Set<{ readonly onLevels: (levels: AudioLevels) => void }>()
  #timer: number | null = null

  constructor(clock: Pick<Clock, 'setTimeout' | 'clearTimeout'>, read: () => AudioLevels) {
    this.#clock = clock
    this.#read = read
  }

  /** @returns Stops it; idempotent. */
  observe(onLevels: (levels: AudioLevels) => void): () => void {
    const listener = { onLevels }
    this.#listeners.add(listener)
    this.#schedule()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  close(): void {
    this.#listeners.clear()
    this.#stop()
  }

  #schedule(): void {
    this.#timer ??= this.#clock.setTimeout(() => this.#tick(), TICK_MS)
  }

  #tick(): void {
    this.#timer = null
    this.#schedule()
    const levels = this.#read()
    for (const { onLevels } of this.#listeners) onLevels(levels)
  }

  #stop(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
    this.#timer = null
  }
}
