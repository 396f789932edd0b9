import type { ChatLog } from '@/lib/browser/chat/chat-log'
import type { ChatRefusal } from '@/lib/browser/chat/chat-text'
import type { Conversation } from '@/lib/browser/chat/conversation'
import type { PeerMessage } from '@/lib/browser/peer/peer-link'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { ChatId, ParticipantId } from '@/lib/protocol/ids'
import type { CallOrder } from '@/lib/protocol/room'
import { isWordsMessage, type Reaction } from '@/lib/protocol/words'
import type { LinkFacts } from './reconcile'
import type { SessionEnvironment } from './session-environment'

export type { ChatRefusal }

export interface ExchangeOptions {
  readonly selfId: ParticipantId
  readonly environment: Pick<SessionEnvironment, 'clock' | 'epochMs'>
  /** Those to whom there is a link. */
  readonly links: () => readonly LinkFacts[]
  readonly send: (to: ParticipantId, message: PeerMessage) => void
  readonly callOrder: () => CallOrder | null
  /** One's own included. */
  readonly nameOf: (participantId: ParticipantId) => string
  readonly isHostId: (participantId: ParticipantId) => boolean
  /** A host lowers the hand that was raised then. */
  readonly onLowerHand: (raisedAt: number) => void
  readonly onEvent: (event: CallEvent) => void
}

/** The first picture comes first; what was written before can wait for this long. */
const AFTER_FIRST_PICTURE_MS = 1_000

/** Wires what people exchange in a call beside sound and picture to its links. What it needs is fetched when it is first needed. */
export class Exchange {
  readonly #options: ExchangeOptions
  #loading: Promise<Conversation> | null = null
  #conversation: Conversation | null = null
  #isClosed = false

  constructor(options: ExchangeOptions) {
    this.#options = options
  }

  /** @returns Why the text was not sent; null where it was. */
  async postChat(text: string): Promise<ChatRefusal | null> {
    const conversation = await this.#load()
    return conversation === null ? 'chat-unavailable' : conversation.chat.post(text)
  }

  async react(reaction: Reaction): Promise<void> {
    const conversation = await this.#load()
    conversation?.react(reaction)
  }

  /** Takes what somebody says over their link, or sealed through the server. */
  receive(from: ParticipantId, message: PeerMessage): void {
    if (!isWordsMessage(message)) return
    if (message.kind === 'lower-hand') {
      if (this.#options.isHostId(from)) this.#options.onLowerHand(message.raisedAt)
      return
    }
    void this.#load().then((conversation) => conversation?.receive(from, message))
  }

  /** A link is up, for the first time or again. */
  handleLinked(participantId: ParticipantId): void {
    this.#options.environment.clock.setTimeout(async () => {
      const conversation = await this.#load()
      conversation?.chat.handleLinked(participantId)
    }, AFTER_FIRST_PICTURE_MS)
  }

  /** Who is in the call now. */
  retain(present: ReadonlySet<ParticipantId>): void {
    this.#conversation?.retain(present)
  }

  close(): void {
    this.#isClosed = true
    this.#conversation?.close()
  }

  /** @returns null where it cannot be had now, or the stay is over. */
  async #load(): Promise<Conversation | null> {
    try {
      this.#loading ??= this.#create()
      const conversation = await this.#loading
      return this.#isClosed ? null : conversation
    } catch {
      // The server is away; the next call asks again.
      this.#loading = null
      return null
    }
  }

  async #create(): Promise<Conversation> {
    const loaded = await import('@/lib/browser/chat/conversation')
    const { selfId, environment, send, nameOf, onEvent } = this.#options
    this.#conversation = new loaded.Conversation({
      selfId,
      clock: environment.clock,
      epochMs: environment.epochMs,
      peers: () => this.#peers(),
      nameOf,
      send,
      onChange: (log, missing) => this.#tellChat(log, missing),
      onShown: (reaction) => onEvent({ type: 'reaction-shown', reaction }),
      onEnded: (id) => onEvent({ type: 'reaction-ended', id }),
    })
    return this.#conversation
  }

  #peers() {
    const own = this.#options.callOrder()
    return this.#options
      .links()
      .toSorted((a, b) => a.callOrder - b.callOrder)
      .map(({ participantId, callOrder }) => ({
        participantId,
        wasHereBefore: own !== null && callOrder < own,
      }))
  }

  #tellChat(log: ChatLog, missing: ReadonlyMap<ChatId, readonly ParticipantId[]>): void {
    const { selfId, nameOf, onEvent } = this.#options
    const entries = log.map(({ id, author, name, sentAt, text, toldBy }) => ({
      id,
      authorId: author,
      authorName: name,
      isOwn: author === selfId,
      sentAt,
      text,
      isToldByOthers: toldBy !== null,
      missing: (missing.get(id) ?? []).map(nameOf),
    }))
    onEvent({ type: 'chat-changed', entries })
  }
}
