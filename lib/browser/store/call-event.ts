import { type ChatEntryView, type ReactionView, withChatEntries, withReaction } from './chat-state'
import type { FileView } from './file-state'
import type {
  BackgroundChoice,
  CallState,
  KeptRecordingView,
  LocalMediaState,
  Notice,
  Privacy,
  RecordingState,
  SignalingStatus,
  SoundState,
} from './state'

/** What the server knows of the room, as the interface shows it. */
export type RoomState = Pick<
  CallState,
  'participants' | 'offers' | 'knocks' | 'settings' | 'isHost' | 'isMutedByHost'
>

/** What the session tells the store: each event carries the whole of what it changes. */
export type CallEvent =
  | { readonly type: 'phase-changed'; readonly phase: 'lobby' | 'superseded' }
  /** The call is over for the person; `atMs` in milliseconds since the epoch. */
  | { readonly type: 'call-ended'; readonly by: 'self' | 'host' | 'removal'; readonly atMs: number }
  /** The door asks for something: a passcode, or to be admitted. `refusal`: why the last try did not do. */
  | {
      readonly type: 'door-reached'
      readonly phase: 'passcode' | 'knocking'
      readonly refusal: string | null
      readonly hasKnocked: boolean
    }
  | { readonly type: 'call-entered'; readonly atMs: number }
  | { readonly type: 'call-settled' }
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'signaling-changed'; readonly status: SignalingStatus }
  | { readonly type: 'self-changed'; readonly id: string | null; readonly name: string }
  | { readonly type: 'address-hiding-changed'; readonly isAddressHidden: boolean }
  | { readonly type: 'privacy-changed'; readonly privacy: Privacy }
  | { readonly type: 'media-changed'; readonly media: LocalMediaState }
  | { readonly type: 'sound-changed'; readonly sound: SoundState }
  | {
      readonly type: 'background-changed'
      readonly background: BackgroundChoice
      readonly ownPicture: string | null
    }
  | { readonly type: 'room-changed'; readonly room: RoomState }
  | { readonly type: 'recording-changed'; readonly recording: RecordingState }
  | { readonly type: 'recordings-found'; readonly kept: readonly KeptRecordingView[] }
  | { readonly type: 'notice-added'; readonly notice: Notice }
  | { readonly type: 'notice-removed'; readonly id: number }
  | { readonly type: 'chat-changed'; readonly entries: readonly ChatEntryView[] }
  | { readonly type: 'chat-shown'; readonly isOpen: boolean }
  | { readonly type: 'chat-drafted'; readonly draft: string }
  | { readonly type: 'reaction-shown'; readonly reaction: ReactionView }
  | { readonly type: 'reaction-ended'; readonly id: number }
  | { readonly type: 'hand-changed'; readonly raisedAt: number | null }
  | { readonly type: 'files-changed'; readonly files: readonly FileView[] }

/** More than this at once nobody reads; the oldest goes. */
const MAX_NOTICES = 5

/** What belongs to one phase alone. */
const OUTSIDE = {
  callStartedAt: null,
  lastCallMs: null,
  refusal: null,
  hasKnocked: false,
  endedBy: null,
} as const

/** The store's one write path. Pure; a missing case does not compile. */
export function applyCallEvent(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case 'phase-changed':
      return { ...state, ...OUTSIDE, phase: event.phase }
    case 'call-entered':
      return { ...state, ...OUTSIDE, phase: 'call', callStartedAt: event.atMs }
    case 'call-settled':
      return { ...state, hasSettled: true }
    case 'call-ended':
      return {
        ...state,
        ...OUTSIDE,
        phase: 'left',
        endedBy: event.by,
        lastCallMs: state.callStartedAt === null ? null : Math.max(0, event.atMs - state.callStartedAt),
      }
    case 'refused':
      return { ...state, ...OUTSIDE, phase: 'refused', refusal: event.code }
    case 'door-reached':
      return {
        ...state,
        ...OUTSIDE,
        phase: event.phase,
        refusal: event.refusal,
        hasKnocked: event.hasKnocked,
      }
    case 'signaling-changed':
      return { ...state, signaling: event.status }
    case 'self-changed':
      return { ...state, selfId: event.id, selfName: event.name }
    case 'address-hiding-changed':
      return { ...state, isAddressHidden: event.isAddressHidden }
    case 'privacy-changed':
      return { ...state, privacy: event.privacy }
    case 'media-changed':
      return { ...state, media: event.media }
    case 'sound-changed':
      return { ...state, sound: event.sound }
    case 'background-changed':
      return { ...state, background: event.background, ownPicture: event.ownPicture }
    case 'room-changed':
      return { ...state, ...event.room }
    case 'recording-changed':
      return { ...state, recording: event.recording }
    case 'recordings-found':
      return { ...state, keptRecordings: event.kept }
    case 'notice-added':
      return { ...state, notices: withNotice(state.notices, event.notice) }
    case 'notice-removed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== event.id) }
    case 'chat-changed':
      return { ...state, chat: withChatEntries(state.chat, event.entries) }
    case 'chat-shown':
      return { ...state, chat: { ...state.chat, isOpen: event.isOpen, unread: 0 } }
    case 'chat-drafted':
      return { ...state, chat: { ...state.chat, draft: event.draft } }
    case 'reaction-shown':
      return { ...state, reactions: withReaction(state.reactions, event.reaction) }
    case 'reaction-ended':
      return { ...state, reactions: state.reactions.filter(({ id }) => id !== event.id) }
    case 'hand-changed':
      return { ...state, handRaisedAt: event.raisedAt }
    case 'files-changed':
      return { ...state, files: event.files }
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
