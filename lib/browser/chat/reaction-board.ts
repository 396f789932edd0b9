import type { Clock } from '@/lib/browser/peer/clock'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { Reaction } from '@/lib/protocol/words'
import { type Rate, RateGate } from './rate-gate'

/** As long as it takes to rise over a tile. */
const SHOWN_MS = 4_000
/** A clapping hand, not a flickering screen: of each person. */
const RATE: Rate = { burst: 5, perSecond: 1 }

export interface ReactionBoardOptions {
  readonly clock: Clock
  readonly onShown: (shown: {
    readonly id: number
    readonly participantId: ParticipantId
    readonly reaction: Reaction
  }) => void
  readonly onEnded: (id: number) => void
}

/** Owns the life of reactions: each is shown for a moment, and no more of one person than can be seen (docs/protocol.md, C9). */
export class ReactionBoard {
  readonly #options: ReactionBoardOptions
  readonly #gates = new Map<ParticipantId, RateGate>()
  readonly #timers = new Set<number>()
  #lastId = 0

  constructor(options: ReactionBoardOptions) {
    this.#options = options
  }

  /** @returns Whether it is shown; past the bound it is not. */
  show(participantId: ParticipantId, reaction: Reaction): boolean {
    const { clock, onShown, onEnded } = this.#options
    const gate = this.#gates.get(participantId) ?? new RateGate(RATE, () => clock.now())
    this.#gates.set(participantId, gate)
    if (!gate.take()) return false
    const id = ++this.#lastId
    onShown({ id, participantId, reaction })
    const timer = clock.setTimeout(() => {
      this.#timers.delete(timer)
      onEnded(id)
    }, SHOWN_MS)
    this.#timers.add(timer)
    return true
  }

  retain(present: ReadonlySet<ParticipantId>): void {
    for (const id of [...this.#gates.keys()]) if (!present.has(id)) this.#gates.delete(id)
  }

  close(): void {
    for (const timer of this.#timers) this.#options.clock.clearTimeout(timer)
    this.#timers.clear()
  }
}
