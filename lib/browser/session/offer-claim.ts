import type { Clock } from '@/lib/browser/peer/clock'
import type { PeerLink, PeerLinkSnapshot, PeerMessage } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { AnswerOf } from '@/lib/protocol/answers'
import type { CandidateMessage, DescriptionMessage, LinkMessage } from '@/lib/protocol/link-messages'
import type { CallOrder } from '@/lib/protocol/room'
import type { Inbox } from './inbox'
import type { LinkConfiguration } from './link-configuration'
import type { LinkPayloads } from './link-payloads'
import type { OpenedOffer } from './opened-facts'
import type { Opened, PayloadCodec } from './payload-codec'

export interface OfferClaimOptions {
  readonly offer: OpenedOffer & { readonly description: Opened<DescriptionMessage> }
  readonly payloads: LinkPayloads
  readonly codec: PayloadCodec
  readonly inbox: Inbox
  readonly signaling: Pick<SignalingClient, 'ask'>
  readonly clock: Clock
  readonly createLink: (configuration: LinkConfiguration) => PeerLink
  /** The link's way through the server, once the claim is granted. */
  readonly signal: (message: LinkMessage) => void
  readonly onChange: (snapshot: PeerLinkSnapshot) => void
  readonly onMessage: (message: PeerMessage) => void
  /** A description came that is not the peer's; it was ignored. */
  readonly onForged: () => void
  /** The answer is on its way to the server, and the browser has found a candidate or has had time to. */
  readonly onUnderWay: () => void
  readonly onGranted: (callOrder: CallOrder) => void
  /** The offer is not open (to us) any more. */
  readonly onGone: () => void
  /** What came with the grant was altered, replayed or reordered. */
  readonly onTampered: () => void
  /** Nobody waits for this link any more. */
  readonly isAbandoned: () => boolean
}

/** A browser that is allowed to gather by itself has a candidate well within this. */
const SEARCH_MS = 50

/**
 * Claims an offer and answers it in one message. What the list told of its candidates is used at once, what the grant adds with it.
 * Checks of an answerer who lost do no harm: the offerer has no password of theirs, so it never takes their path, and they end with
 * the refusal.
 */
export class OfferClaim {
  readonly link: PeerLink
  readonly #options: OfferClaimOptions
  /** What the link has to say before its answer has left; null from then on. */
  #waiting: LinkMessage[] | null = []
  /** While the answer has left without a candidate. */
  #searchTimer: number | null = null

  constructor(options: OfferClaimOptions) {
    this.#options = options
    this.link = options.createLink({
      id: options.offer.id,
      role: 'answerer',
      sendBySignaling: (message) => this.#send(message),
      onChange: options.onChange,
      onMessage: options.onMessage,
      onForged: options.onForged,
    })
  }

  /** Sets the offer with its candidates; the answer, once made, goes out by itself. */
  start(): void {
    const { offer, codec, inbox, payloads } = this.#options
    this.link.receive(offer.description.content)
    void inbox.take(
      () => codec.openCandidates(offer.participantId, offer.id, offer.candidates),
      (opened) => this.#takeCandidates(payloads.inbound.acceptFirst(offer.description.counter, opened)),
    )
  }

  #send(message: LinkMessage): void {
    if (this.#waiting === null) {
      this.#options.signal(message)
      if (message.kind === 'candidate') this.#endSearch()
    } else if (message.kind === 'description') void this.#claim(message)
    else this.#waiting.push(message)
  }

  async #claim(answer: DescriptionMessage): Promise<void> {
    const { offer, payloads, signaling, clock } = this.#options
    const description = await payloads.encode('answer', answer)
    const found = this.#takeWaiting().filter((message) => message.kind === 'candidate')
    const candidates = await Promise.all(found.map((message) => payloads.encode('candidate', message)))
    signaling.ask('offer:answer', { offerId: offer.id, description, candidates }, (result) => {
      if (this.#options.isAbandoned()) return
      if (result.ok) void this.#takeGrant(result.answer)
      else this.#options.onGone()
    })
    // Requests are granted in their order (docs/protocol.md, B6), so what follows need not wait for the grant.
    const later = this.#takeWaiting()
    for (const message of later) this.#options.signal(message)
    this.#waiting = null
    // Browsers look for candidates by the page's own thread, too: whatever blocks it now keeps the first check back.
    if (found.length > 0 || later.some(({ kind }) => kind === 'candidate')) this.#options.onUnderWay()
    else this.#searchTimer = clock.setTimeout(() => this.#endSearch(), SEARCH_MS)
  }

  #endSearch(): void {
    if (this.#searchTimer === null) return
    this.#options.clock.clearTimeout(this.#searchTimer)
    this.#searchTimer = null
    this.#options.onUnderWay()
  }

  #takeWaiting(): LinkMessage[] {
    const waiting = this.#waiting ?? []
    this.#waiting = []
    return waiting
  }

  #takeGrant({ callOrder, candidates }: AnswerOf<'offer:answer'>): Promise<void> {
    const { offer, payloads, codec, inbox } = this.#options
    // The list told the first of them, which stand here again as they were told.
    const isContinued = offer.candidates.every((candidate, index) => candidates[index] === candidate)
    const added = candidates.slice(offer.candidates.length)
    return inbox.take(
      () => codec.openCandidates(offer.participantId, offer.id, added),
      (opened) => {
        const accepted = isContinued ? payloads.inbound.acceptFirst(null, opened) : null
        if (this.#takeCandidates(accepted)) this.#options.onGranted(callOrder)
      },
    )
  }

  /** @param candidates null: one of them is not as it was sent. @returns Whether the claim goes on. */
  #takeCandidates(candidates: readonly CandidateMessage[] | null): boolean {
    if (this.#options.isAbandoned()) return false
    if (candidates === null) {
      this.#options.onTampered()
      return false
    }
    for (const candidate of candidates) this.link.receive(candidate)
    return true
  }
}
