import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { CallOrder } from '@/lib/protocol/room'
import type { LinkEntries } from './link-entries'
import type { LinkEntry } from './link-entry'
import type { LinkFactory } from './link-factory'
import type { LinkRegistryOptions } from './link-registry-options'
import type { PreparedLinks } from './prepared-links'

/** Who answered, and by which link. `callOrder` is null where it is their own word over that link, which may be sooner than the server's. */
export type LinkAnswered = Pick<LinkEntry, 'participantId' | 'callOrder'> & { readonly linkId: OfferId }

export interface PreparedAnswersOptions {
  readonly registry: LinkRegistryOptions
  readonly entries: LinkEntries
  readonly factory: LinkFactory
  readonly prepared: PreparedLinks
}

/** Who was answered tells of themselves as soon as the answer has come. */
const HEARING_PATIENCE_MS = 10_000

/** Answers by links that were made while it rang, and takes such answers (docs/protocol.md, P4 and P7). */
export class PreparedAnswers {
  readonly #options: LinkRegistryOptions
  readonly #entries: LinkEntries
  readonly #factory: LinkFactory
  readonly #prepared: PreparedLinks

  constructor({ registry, entries, factory, prepared }: PreparedAnswersOptions) {
    this.#options = registry
    this.#entries = entries
    this.#factory = factory
    this.#prepared = prepared
  }

  /**
   * Answers a caller by the link that was made with them before, if there is one. Media goes out at once, what else the two tell each
   * other once the server has granted it. Where it does not, the caller's offer is there to be claimed.
   */
  answer(participantId: ParticipantId, callOrder: CallOrder): void {
    if (this.#entries.table.has(participantId) || this.#entries.distrust.isOver(participantId, callOrder))
      return
    const prepared = this.#prepared.takeToAnswer(participantId)
    if (prepared === null) return
    const { link, payloads, isHeld, untold } = prepared
    const entry = this.#factory.createEntry(link, payloads, { participantId, callOrder, role: 'offerer' })
    entry.isPeerListening = false
    this.#entries.add(entry)
    this.#options.attachMedia(link)
    // By a held link the server's word alone counts, and what the caller says shows that they have it.
    if (!isHeld) link.send({ kind: 'answer' })
    this.#options.signaling.ask('link:answer', { participantId, linkId: link.id }, (result) => {
      if (this.#entries.table.get(participantId) !== entry) return
      if (result.ok) {
        this.#options.onEntered(result.answer.callOrder, [])
        if (!isHeld) this.#entries.noteListening(entry)
        this.#options.clock.setTimeout(() => this.#endUnheard(entry), HEARING_PATIENCE_MS)
      } else {
        this.#entries.end(entry)
      }
    })
    // Requests are granted in their order (docs/protocol.md, B6): by the time of these, one is in the call.
    for (const candidate of untold) entry.signal(candidate)
    this.#options.onUnderWay()
  }

  /** Somebody has answered by the link that was made with them before. Where it is gone, they find out or were told, and claim the offer. */
  handleAnswered({ linkId, participantId, callOrder }: LinkAnswered): void {
    const prepared = this.#prepared.takeAnswered(participantId, linkId)
    if (prepared === null) return
    const { link, payloads } = prepared
    this.#entries.drop(participantId)
    const entry = this.#factory.createEntry(link, payloads, { participantId, callOrder, role: 'answerer' })
    this.#entries.add(entry)
    this.#options.attachMedia(link)
    this.#entries.noteConnected(entry)
    this.#options.onAnswered(participantId)
  }

  /** Who was answered tells of themselves at once. Who does not has never heard of it: the server kept it. */
  #endUnheard(entry: LinkEntry): void {
    if (entry.isHeard || this.#entries.table.get(entry.participantId) !== entry) return
    this.#options.onFailed(entry.participantId, 'never-answered')
    this.#entries.end(entry)
  }
}
