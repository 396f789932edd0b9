import type { ParticipantId } from '@/lib/protocol/ids'
import type { CallOrder } from '@/lib/protocol/room'

/** A server that alters what passes it goes on doing so; more attempts than this would only burn the battery. */
const MAX_ATTEMPTS = 3

/** Counts attempts that were refused because what came was altered, by participant and stay in the call. */
export class Distrust {
  readonly #refused = new Map<ParticipantId, { readonly callOrder: CallOrder; readonly count: number }>()

  note(participantId: ParticipantId, callOrder: CallOrder): void {
    const known = this.#refused.get(participantId)
    const count = known?.callOrder === callOrder ? known.count + 1 : 1
    this.#refused.set(participantId, { callOrder, count })
  }

  /** Whether no further attempt is made in this stay. */
  isOver(participantId: ParticipantId, callOrder: CallOrder): boolean {
    const known = this.#refused.get(participantId)
    return known?.callOrder === callOrder && known.count >= MAX_ATTEMPTS
  }
}
