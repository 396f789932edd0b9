import type { CandidateMessage } from '@/lib/protocol/link-messages'
import type { Opened } from './payload-codec'

/**
 * Tells what a server replayed or reordered from what came as it was sent (docs/protocol.md, S4). A gap is a loss and no offence: links
 * heal it. Plain payloads have no order to mind.
 */
export class InboundOrder {
  #last = -1

  /** @returns Whether the payload comes after all before it. */
  accept(counter: number | null): boolean {
    if (counter === null) return true
    if (counter <= this.#last) return false
    this.#last = counter
    return true
  }

  /**
   * Takes a description with the candidates that were kept beside it: each list in its own order, since a description made anew stands
   * before candidates that are older.
   * @returns The candidates, or null where one did not open or stands in the wrong place.
   */
  acceptFirst(
    descriptionCounter: number | null,
    candidates: readonly (Opened<CandidateMessage> | null)[],
  ): readonly CandidateMessage[] | null {
    const accepted = candidates.flatMap((one) =>
      one !== null && this.accept(one.counter) ? [one.content] : [],
    )
    if (accepted.length < candidates.length) return null
    if (descriptionCounter !== null) this.#last = Math.max(this.#last, descriptionCounter)
    return accepted
  }
}
