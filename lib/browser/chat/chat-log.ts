import type { ChatId, ParticipantId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import type { ChatRecord } from '@/lib/protocol/words'

/** A chat message as this page has it. */
export interface ChatEntry extends ChatRecord {
  /** Who handed it on; null where its author said it to us, or we wrote it. */
  readonly toldBy: ParticipantId | null
}

/** What was written, in the order that is the same on every screen. Immutable. */
export type ChatLog = readonly ChatEntry[]

/** A clock may be wrong, but not by more: what claims to be later is refused, or it would stand last for ever. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1_000
/** Of an author whose clock is further ahead, what is written next need not be later. */
const FOLLOWED_AHEAD_MS = 60_000

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

/** The total order of a call's chat: by time, and where that is equal by id (docs/protocol.md, C4). */
function compareEntries(a: ChatEntry, b: ChatEntry): number {
  return a.sentAt - b.sentAt || compareText(a.id, b.id)
}

/** @returns The log with what is new in it, in order, cut to what a page keeps; the same object where nothing is new. */
export function mergeChat(log: ChatLog, added: readonly ChatEntry[]): ChatLog {
  const known = new Map<ChatId, ChatEntry>(log.map((entry) => [entry.id, entry]))
  const before = known.size
  for (const entry of added) if (!known.has(entry.id)) known.set(entry.id, entry)
  return known.size === before ? log : keepNewest([...known.values()].sort(compareEntries))
}

function keepNewest(entries: ChatLog): ChatLog {
  let characters = 0
  const firstKept = entries.findLastIndex((entry, index) => {
    characters += entry.text.length
    return characters > LIMITS.chatCharactersKept || entries.length - index > LIMITS.chatMessagesKept
  })
  return entries.slice(firstKept + 1)
}

/** @returns The time of what is written now: later than all that was read. */
export function nextSentAt(log: ChatLog, nowMs: number): number {
  const read = log.findLast((entry) => entry.sentAt <= nowMs + FOLLOWED_AHEAD_MS)
  return Math.max(nowMs, (read?.sentAt ?? 0) + 1)
}

/** Whether a message may claim this time. */
export function isBelievable(sentAt: number, nowMs: number): boolean {
  return sentAt <= nowMs + MAX_AHEAD_MS
}

/** Cuts a log into parts that each pass as one link message, at least one, the last perhaps empty. */
export function paginateChat(log: ChatLog): readonly (readonly ChatRecord[])[] {
  const pages: ChatRecord[][] = [[]]
  let length = 0
  for (const { id, author, name, sentAt, text } of log) {
    const record = { id, author, name, sentAt, text }
    const added = JSON.stringify(record).length + 1
    if (length > 0 && length + added > LIMITS.chatPageLength) {
      pages.push([])
      length = 0
    }
    pages.at(-1)?.push(record)
    length += added
  }
  return pages
}
