import type { ParticipantId } from '@/lib/protocol/ids'
import type { Reaction, WordsMessage } from '@/lib/protocol/words'
import { ChatRoom, type ChatRoomOptions } from './chat-room'
import { ReactionBoard, type ReactionBoardOptions } from './reaction-board'

export type ConversationOptions = ChatRoomOptions & Pick<ReactionBoardOptions, 'onShown' | 'onEnded'>

/** What people say to each other in one stay in a call beside what they say aloud: chat and reactions. Loaded when first needed. */
export class Conversation {
  readonly chat: ChatRoom
  readonly #options: ConversationOptions
  readonly #reactions: ReactionBoard

  constructor(options: ConversationOptions) {
    this.#options = options
    this.chat = new ChatRoom(options)
    this.#reactions = new ReactionBoard(options)
  }

  receive(from: ParticipantId, message: WordsMessage): void {
    if (message.kind === 'reaction') this.#reactions.show(from, message.reaction)
    else this.chat.receive(from, message)
  }

  /** Shows a reaction of one's own to everybody. */
  react(reaction: Reaction): void {
    const { selfId, peers, send } = this.#options
    if (!this.#reactions.show(selfId, reaction)) return
    for (const { participantId } of peers()) send(participantId, { kind: 'reaction', reaction })
  }

  retain(present: ReadonlySet<ParticipantId>): void {
    this.chat.retain(present)
    this.#reactions.retain(present)
  }

  close(): void {
    this.chat.close()
    this.#reactions.close()
  }
}
