import type { MessageKey } from '@/components/ui/i18n/message-key'
import type { Reaction } from '@/lib/protocol/words'

/** What each reaction is called, for those who cannot see it. */
export const REACTION_KEYS: Readonly<Record<Reaction, MessageKey>> = {
  '👍': 'reaction.thumbsUp',
  '👏': 'reaction.applause',
  '❤️': 'reaction.heart',
  '😂': 'reaction.laughter',
  '😮': 'reaction.surprise',
  '🎉': 'reaction.celebration',
  '🤔': 'reaction.thought',
  '👎': 'reaction.thumbsDown',
}
