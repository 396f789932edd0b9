import type { OfferDisposition } from './description-order'

/**
 * A step in a link's life, for logs and a timeline. Never holds SDP, an address or a name, so it may be logged at any
 * level.
 */
export type LinkReport =
  | { readonly kind: 'offer-sent'; readonly sequence: number; readonly isRepeat: boolean }
  | { readonly kind: 'answer-sent'; readonly sequence: number; readonly isRepeat: boolean }
  | { readonly kind: 'answer-applied'; readonly sequence: number }
  /** A description came from the peer; whether it is taken shows later. */
  | { readonly kind: 'description-received'; readonly type: 'offer' | 'answer'; readonly sequence: number }
  /** Our tracks are on the connection's transceivers. */
  | { readonly kind: 'media-attached' }
  | {
      readonly kind: 'description-ignored'
      readonly type: 'offer' | 'answer'
      readonly sequence: number
      readonly reason: IgnoredReason
    }
  | { readonly kind: 'connection-state'; readonly state: RTCPeerConnectionState }
  | { readonly kind: 'ice-restart' }
  | { readonly kind: 'channel-open' }
  | { readonly kind: 'channel-closed' }
  /** The peer sent something over the data channel that is no link message. */
  | { readonly kind: 'message-refused' }
  /** The platform refused an operation; `error` is its name, such as `InvalidStateError`. */
  | { readonly kind: 'operation-failed'; readonly operation: LinkOperation; readonly error: string }

/** As `OfferDisposition`; `overflow`: too many wait already; `forged`: it names another certificate than the peer's. */
export type IgnoredReason = Exclude<OfferDisposition, 'apply'> | 'overflow' | 'forged'

export type LinkOperation = 'offer' | 'answer' | 'apply-answer' | 'candidate' | 'sender' | 'stats'

/** @returns The name of what was thrown; messages stay out, for they may quote SDP. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'Error'
}
