import type { ParticipantId } from '@/lib/protocol/ids'
import type { LinkVerdict } from '@/lib/protocol/link-outcome'
import type { NoticeBoard } from './notice-board'

/** Owns the alerts that say why a link failed: they go as soon as it is mended. Alerts of an attack are not among them. */
export class LinkAlerts {
  readonly #notices: NoticeBoard
  readonly #standing = new Map<ParticipantId, number[]>()

  constructor(notices: NoticeBoard) {
    this.#notices = notices
  }

  tell(participantId: ParticipantId, verdict: LinkVerdict, name: string): void {
    const id = this.#notices.add({ level: 'alert', code: verdict, values: { name } })
    this.#standing.set(participantId, [...(this.#standing.get(participantId) ?? []), id])
  }

  /** The link is up. */
  mend(participantId: ParticipantId): void {
    for (const id of this.#standing.get(participantId) ?? []) this.#notices.remove(id)
    this.#standing.delete(participantId)
  }
}
