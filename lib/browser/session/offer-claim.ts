import type { PeerLink, PeerLinkSnapshot, PeerMessage } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { CandidateMessage, DescriptionMessage, LinkMessage } from '@/lib/protocol/link-messages'
import type { AnswerOf } from '@/lib/protocol/requests'
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
  readonly createLink: (configuration: LinkConfiguration) => PeerLink
  /** The link's way through the server, once the claim is granted. */
  readonly signal: (message: LinkMessage) => void
  readonly onChange: (snapshot: PeerLinkSnapshot) => void
  readonly onMessage: (message: PeerMessage) => void
  /** A description came that is not the peer's; it was ignored. */
  readonly onForged: () => void
  /** The answer is on its way to the server. */
  readonly onSent: () => void
  readonly onGranted: (callOrder: CallOrder) => void
  /** The offer is not open (to us) any more. */
  readonly onGone: () => void
  /** What came with the grant was altered, replayed or reordered. */
  readonly onTampered: () => void
  /** Nobody waits for this link any more. */
  readonly isAbandoned: () => boolean
}

/**
 * Claims an offer and answers it in one message. Its candidates are used only once the server has granted the claim: checks of an
 * answerer who lost would reach an offerer whose connection is another's.
 */
export class OfferClaim {
  readonly link: PeerLink
  readonly #options: OfferClaimOptions
  /** Candidates that wait for the grant; null once they may pass. */
  #waiting: LinkMessage[] | null = []

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

  /** Sets the offer; the answer, once made, goes out by itself. */
  start(): void {
    this.link.receive(this.#options.offer.description.content)
  }

  #send(message: LinkMessage): void {
    if (this.#waiting === null) this.#options.signal(message)
    else if (message.kind === 'description') void this.#claim(message)
    else this.#waiting.push(message)
  }

  async #claim(answer: DescriptionMessage): Promise<void> {
    const { offer, payloads, signaling, onSent } = this.#options
    const description = await payloads.encode('answer', answer)
    const request = { offerId: offer.id, description, candidates: [] }
    signaling.ask('offer:answer', request, (result) => {
      if (this.#options.isAbandoned()) return
      if (result.ok) void this.#takeGrant(result.answer)
      else this.#options.onGone()
    })
    onSent()
  }

  #takeGrant({ callOrder, candidates }: AnswerOf<'offer:answer'>): Promise<void> {
    const { offer, payloads, codec, inbox } = this.#options
    return inbox.take(
      () => codec.openCandidates(offer.participantId, offer.id, candidates),
      (opened) => this.#grant(callOrder, payloads.inbound.acceptFirst(offer.description.counter, opened)),
    )
  }

  #grant(callOrder: CallOrder, candidates: readonly CandidateMessage[] | null): void {
    if (this.#options.isAbandoned()) return
    if (candidates === null) {
      this.#options.onTampered()
      return
    }
    for (const candidate of candidates) this.link.receive(candidate)
    const early = this.#waiting ?? []
    this.#waiting = null
    for (const message of early) this.#options.signal(message)
    this.#options.onGranted(callOrder)
  }
}
