import type { Clock } from '@/lib/browser/peer/clock'
import type { LinkState, PeerLink, PeerMessage } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { LinkVerdict } from '@/lib/protocol/link-outcome'
import type { CallOrder, Offer } from '@/lib/protocol/room'
import type { Inbox } from './inbox'
import type { LinkConfiguration } from './link-configuration'
import type { PayloadCodec } from './payload-codec'

/** What a `LinkRegistry` works with, and whom it tells. */
export interface LinkRegistryOptions {
  readonly signaling: Pick<SignalingClient, 'request' | 'ask'>
  readonly clock: Clock
  readonly codec: PayloadCodec
  readonly inbox: Inbox
  /** One's own id, to which what goes out is sealed. */
  readonly selfId: ParticipantId
  readonly createLink: (configuration: LinkConfiguration) => PeerLink
  /** A link that was silent carries one's media from now on. */
  readonly attachMedia: (link: PeerLink) => void
  /** Some link changed: the views are to be made anew. */
  readonly onChange: () => void
  /** One's own order, as the server names it with each entry; and offers that stood. */
  readonly onEntered: (callOrder: CallOrder, offers: readonly Offer[]) => void
  /** An answer is on its way, and a candidate was found or looked for long enough: the moment to draw. */
  readonly onUnderWay: () => void
  /** The offer could not be claimed; it is not open (to us). */
  readonly onOfferGone: (offerId: OfferId) => void
  /** Somebody's answer has come. They know no more than that the server has it, so this is the moment to tell them. */
  readonly onAnswered: (participantId: ParticipantId) => void
  /** A link is up for the first time: the moment to tell the peer one's profile over it. */
  readonly onConnected: (participantId: ParticipantId) => void
  /** What the peer tells over the link beside what makes the link. */
  readonly onMessage: (participantId: ParticipantId, message: PeerMessage) => void
  readonly onFailed: (participantId: ParticipantId, verdict: LinkVerdict) => void
  /** What the server passed on as theirs was altered, replayed or reordered; the attempt is over. */
  readonly onTampered: (participantId: ParticipantId) => void
  /** The peer's safety code cannot be trusted. */
  readonly onSafetyFailed: (participantId: ParticipantId) => void
  /** A link came up, broke or ended by itself, so the room and the links may no longer match. */
  readonly onStateChange: (participantId: ParticipantId, state: LinkState) => void
}
