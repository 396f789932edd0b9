import type { PeerLinkSnapshot, PeerMessage } from '@/lib/browser/peer/peer-link'
import type { OfferId } from '@/lib/protocol/ids'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import type { PreparationDepth } from './prepared-links'

/** What a link is made of besides what the session knows for all of them. */
export interface LinkConfiguration {
  readonly id: OfferId
  readonly role: 'offerer' | 'answerer'
  /**
   * Of one that is made before an answer: nothing of the person goes out over it before they are told of one, and nobody may expect a
   * path to a held one before `release`.
   */
  readonly preparation?: PreparationDepth
  readonly sendBySignaling: (message: LinkMessage) => void
  readonly onChange: (snapshot: PeerLinkSnapshot) => void
  readonly onMessage: (message: PeerMessage) => void
  /** A description came that is not the peer's; it was ignored. */
  readonly onForged: () => void
}
