import * as z from 'zod/mini'
import { ChatId, ParticipantId } from './ids'
import { LIMITS } from './limits'

/** Strictly increasing for one author, and later than all that the author had read (docs/protocol.md, C4). Milliseconds since the epoch. */
const SentAt = z.int().check(z.positive())
const ChatText = z.string().check(z.minLength(1), z.maxLength(LIMITS.chatTextLength))

/** Something that the sender of the link message wrote to everybody in the call. */
export const ChatMessage = z.object({ kind: z.literal('chat'), id: ChatId, sentAt: SentAt, text: ChatText })
export type ChatMessage = z.infer<typeof ChatMessage>

/** The sender has this chat message: it need not be repeated. */
export const ChatAckMessage = z.object({ kind: z.literal('chat-ack'), id: ChatId })

/** Asks one who was in the call before for what was written until now. */
export const ChatWantedMessage = z.object({ kind: z.literal('chat-wanted') })

/** A chat message as somebody hands it on who was there. */
export const ChatRecord = z.object({
  id: ChatId,
  author: ParticipantId,
  name: z.string().check(z.maxLength(LIMITS.displayNameLength)),
  sentAt: SentAt,
  text: ChatText,
})
export type ChatRecord = z.infer<typeof ChatRecord>

/** A part of the answer to `chat-wanted`. */
export const ChatHistoryMessage = z.object({
  kind: z.literal('chat-history'),
  records: z.array(ChatRecord).check(z.maxLength(LIMITS.chatMessagesKept)),
  isLast: z.boolean(),
})
export type ChatHistoryMessage = z.infer<typeof ChatHistoryMessage>

/** What one may say by a picture. Closed, so that every system has a glyph and every language a word for each. */
export const REACTIONS = ['👍', '👏', '❤️', '😂', '😮', '🎉', '🤔', '👎'] as const
export const Reaction = z.enum(REACTIONS)
export type Reaction = z.infer<typeof Reaction>

/** Shown over the sender's tile for a moment, and then forgotten. */
export const ReactionMessage = z.object({ kind: z.literal('reaction'), reaction: Reaction })

/** From a host: the hand that the addressee raised then is to be lowered. */
export const LowerHandMessage = z.object({
  kind: z.literal('lower-hand'),
  raisedAt: z.int().check(z.positive()),
})

/** What goes over a link's channel for words. */
export const WordsMessage = z.discriminatedUnion('kind', [
  ChatMessage,
  ChatAckMessage,
  ChatWantedMessage,
  ChatHistoryMessage,
  ReactionMessage,
  LowerHandMessage,
])
export type WordsMessage = z.infer<typeof WordsMessage>

const WORDS_KINDS: ReadonlySet<string> = new Set<WordsMessage['kind']>([
  'chat',
  'chat-ack',
  'chat-wanted',
  'chat-history',
  'reaction',
  'lower-hand',
])

/** Whether a link message belongs to the channel for words. */
export function isWordsMessage(message: { readonly kind: string }): message is WordsMessage {
  return WORDS_KINDS.has(message.kind)
}
