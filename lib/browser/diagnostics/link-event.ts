import type { LinkReport } from '@/lib/browser/peer/link-report'

/** A state machine of RTCPeerConnection (W3C WebRTC §4.3, §5.5). */
export type StateMachine = 'signaling' | 'gathering' | 'ice' | 'dtls' | 'connection'

/**
 * How far a link is made while the offer rings, before anybody has answered (docs/protocol.md, P1–P7): not at all, except for its path,
 * or wholly.
 */
export type LinkPreparedness = 'none' | 'held' | 'connected'

/** What happened, of a link or of the person's own devices. Descriptions and candidates hold addresses: for the page alone. */
export type LinkEventContent =
  | { readonly kind: 'capture-requested' }
  | { readonly kind: 'capture-opened' }
  | { readonly kind: 'requested'; readonly preparation: LinkPreparedness }
  /** The person who was waited for has answered by a prepared link. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'created' }
  | { readonly kind: 'state'; readonly machine: StateMachine; readonly state: string }
  | {
      readonly kind: 'description'
      readonly side: 'local' | 'remote'
      readonly type: RTCSdpType
      readonly sdp: string
    }
  | { readonly kind: 'candidate'; readonly candidate: string; readonly sdpMid: string | null }
  | { readonly kind: 'candidate-error'; readonly errorCode: number; readonly url: string }
  | { readonly kind: 'track'; readonly media: string }
  | { readonly kind: 'first-frame' }
  | { readonly kind: 'report'; readonly report: LinkReport }

/** One entry of an event log. `atMs`: by the session's monotonic clock. */
export type LinkEvent = LinkEventContent & { readonly atMs: number }
