import type { ParticipantId } from '@/lib/protocol/ids'
import type { LinkRegistry } from './link-registry'
import type { RoomModel } from './room-model'

/** What one does about hands, one's own and others', that hangs on who has raised theirs (docs/protocol.md, C10). */
export class RaisedHands {
  readonly #model: RoomModel
  readonly #links: Pick<LinkRegistry, 'send'>
  readonly #epochMs: () => number

  constructor(model: RoomModel, links: Pick<LinkRegistry, 'send'>, epochMs: () => number) {
    this.#model = model
    this.#links = links
    this.#epochMs = epochMs
  }

  /** A host lowers somebody's hand. */
  lower(participantId: ParticipantId): void {
    const raisedAt = this.#model.handOf(participantId)
    if (raisedAt !== null) this.#links.send(participantId, { kind: 'lower-hand', raisedAt })
  }

  /** @returns When a hand that goes up now does so: after all others. */
  nextTime(): number {
    return this.#model.nextHandTime(this.#epochMs())
  }
}
