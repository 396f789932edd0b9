import type { PeerLinkSnapshot, PeerMessage } from '@/lib/browser/peer/peer-link'
import type { OfferId } from '@/lib/protocol/ids'
import type { LinkMessage } from '@/lib/protocol/link-messages'

/** What a link is made of besides what the session knows for all of them. */
export interface LinkConfiguration {
  readonly id: OfferId
  readonly role: 'offerer' | 'answerer'
  /** Nothing of the person goes out over it before they are told of an answer. */
  readonly isSilent?: boolean
  /** Nobody may expect a path before `release`. */
  readonly isHeld?: boolean
  readonly sendBySignaling: (message: LinkMessage) => void
  readonly onChange: (snapshot: PeerLinkSnapshot) => void
  readonly onMessage: (message: PeerMessage) => void
  /** A description came that is not the peer's; it was ignored. */
  readonly onForged: () => void
}
