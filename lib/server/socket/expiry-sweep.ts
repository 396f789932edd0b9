import type { Clock } from '@/lib/server/ops/clock'
import type { RoomStore } from '@/lib/server/store/room-store'

/** Rooms looked at in one go, so that requests get their turn between. */
const ROOMS_PER_SWEEP = 100
/** After a failed sweep (a store out of reach): soon enough that nobody stays much longer than its grace period. */
const RETRY_MS = 5_000

/** What a sweep works on. */
export interface ExpirySweepParts {
  readonly store: Pick<RoomStore, 'dueRooms' | 'nextDeadline'>
  readonly clock: Clock
  readonly expireRoom: (roomId: string) => Promise<void>
  readonly onError: (error: unknown) => void
}

/** Owns the one timer that ends grace periods: armed for the earliest deadline that it was told of. */
export class ExpirySweep {
  readonly #parts: ExpirySweepParts
  #cancel: (() => void) | null = null
  #armedFor = Number.POSITIVE_INFINITY
  #isStopped = false

  constructor(parts: ExpirySweepParts) {
    this.#parts = parts
  }

  /** Makes sure that a sweep runs at the deadline (milliseconds since the epoch) or before. */
  arm(deadline: number): void {
    if (this.#isStopped || deadline >= this.#armedFor) return
    this.#cancel?.()
    this.#armedFor = deadline
    const delayMs = Math.max(0, deadline - this.#parts.clock.now())
    this.#cancel = this.#parts.clock.schedule(() => void this.#sweep(), delayMs)
  }

  /** Ends the timer for good. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
    this.#cancel = null
  }

  async #sweep(): Promise<void> {
    const { store, clock, expireRoom, onError } = this.#parts
    this.#cancel = null
    this.#armedFor = Number.POSITIVE_INFINITY
    try {
      for (const roomId of await store.dueRooms(clock.now(), ROOMS_PER_SWEEP)) await expireRoom(roomId)
      const next = await store.nextDeadline()
      if (next !== null) this.arm(next)
    } catch (error) {
      onError(error)
      this.arm(clock.now() + RETRY_MS)
    }
  }
}
