import type {
  CallState,
  LocalMediaState,
  Notice,
  OfferView,
  ParticipantView,
  Phase,
  SignalingStatus,
} from './state'

/** What the session tells the store: each event carries the whole of what it changes. */
export type CallEvent =
  | { readonly type: 'phase-changed'; readonly phase: Exclude<Phase, 'refused' | 'call'> }
  | { readonly type: 'call-entered'; readonly atMs: number }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'signaling-changed'; readonly status: SignalingStatus }
  | { readonly type: 'self-changed'; readonly id: string | null; readonly name: string }
  | { readonly type: 'privacy-changed'; readonly isAddressHidden: boolean }
  | { readonly type: 'media-changed'; readonly media: LocalMediaState }
  | {
      readonly type: 'room-changed'
      readonly participants: readonly ParticipantView[]
      readonly offers: readonly OfferView[]
    }
  | { readonly type: 'notice-added'; readonly notice: Notice }
  | { readonly type: 'notice-removed'; readonly id: number }

/** More than this at once nobody reads; the oldest goes. */
const MAX_NOTICES = 5

/** The store's one write path. Pure; a missing case does not compile. */
export function applyCallEvent(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'phase-changed':
      return { ...state, phase: event.phase, callStartedAt: null, refusal: null }
    case 'call-entered':
      return { ...state, phase: 'call', callStartedAt: event.atMs, refusal: null }
    case 'refused':
      return { ...state, phase: 'refused', callStartedAt: null, refusal: event.code }
    case 'signaling-changed':
      return { ...state, signaling: event.status }
    case 'self-changed':
      return { ...state, selfId: event.id, selfName: event.name }
    case 'privacy-changed':
      return { ...state, isAddressHidden: event.isAddressHidden }
    case 'media-changed':
      return { ...state, media: event.media }
    case 'room-changed':
      return { ...state, participants: event.participants, offers: event.offers }
    case 'notice-added':
      return { ...state, notices: withNotice(state.notices, event.notice) }
    case 'notice-removed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) }
    default:
      return event satisfies never
  }
}

/** One said again takes the place of the same one before. */
function withNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  const isSame = (other: Notice) =>
    other.code === notice.code && JSON.stringify(other.values) === JSON.stringify(notice.values)
  return [...notices.filter((other) => !isSame(other)), notice].slice(-MAX_NOTICES)
}
