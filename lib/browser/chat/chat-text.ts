import { LIMITS } from '@/lib/protocol/limits'

/** Control characters but for the line break, and those that reverse the writing direction of what stands beside. */
const UNWANTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** @returns A text without what would disturb those around it: every line break is one, nothing stands at the ends. */
export function cleanChatText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replace(UNWANTED, (character) => (character === '\n' ? character : ''))
    .replace(/^\s*\n|\s+$/g, '')
}

/** Why a text was not sent. It stays with who typed it. */
export type ChatRefusal = 'chat-empty' | 'chat-too-long' | 'chat-too-fast' | 'chat-unavailable'

/** @returns null where a cleaned text may be sent. */
export function judgeChatText(text: string): ChatRefusal | null {
  if (text === '') return 'chat-empty'
  return text.length > LIMITS.chatTextLength ? 'chat-too-long' : null
}
