import type { ChatRefusal } from '@/lib/browser/session/exchange'
import type { Reaction } from '@/lib/protocol/words'

/** One chat message. */
export interface ChatEntryView {
  readonly id: string
  readonly authorId: string
  readonly authorName: string
  readonly isOwn: boolean
  /** Milliseconds since the epoch, by the author's clock. */
  readonly sentAt: number
  readonly text: string
  /** Written before the person came, and handed on by one who was there. */
  readonly isToldByOthers: boolean
  /** Names of those who do not have it yet although it was said to them again and again. */
  readonly missing: readonly string[]
}

export interface ChatState {
  /** In the order that is the same on every screen. */
  readonly entries: readonly ChatEntryView[]
  /** The person sees the chat. */
  readonly isOpen: boolean
  /** How many messages of others came while the person did not see it. */
  readonly unread: number
  /** What is being written. It stays while the chat is closed. */
  readonly draft: string
}

/** A reaction while it is shown. */
export interface ReactionView {
  readonly id: number
  readonly participantId: string
  readonly reaction: Reaction
}

export const EMPTY_CHAT: ChatState = { entries: [], isOpen: false, unread: 0, draft: '' }

/** What became of a text that was typed: null where it was sent, else why it was not; the person still has it. */
export type ChatOutcome = ChatRefusal | null

/** More at once nobody sees. */
const MAX_REACTIONS = 24

/** @returns The chat with other messages in it; those of others count as unread while it is not open. */
export function withChatEntries(chat: ChatState, entries: readonly ChatEntryView[]): ChatState {
  if (chat.isOpen) return { ...chat, entries }
  const known = new Set(chat.entries.map(({ id }) => id))
  const news = entries.filter(({ id, isOwn }) => !isOwn && !known.has(id))
  return { ...chat, entries, unread: chat.unread + news.length }
}

/** @returns Those whose hands are up, who raised theirs first in front (docs/protocol.md, C10). The same on every screen. */
export function orderHands(
  hands: readonly { readonly id: string; readonly handRaisedAt: number | null }[],
): readonly string[] {
  return hands
    .flatMap(({ id, handRaisedAt: at }) => (at === null ? [] : [{ id, at }]))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}

/** @returns The reactions with one more, the oldest gone where there are too many. */
export function withReaction(shown: readonly ReactionView[], added: ReactionView): readonly ReactionView[] {
  return [...shown, added].slice(-MAX_REACTIONS)
}
