import type { ChatLog } from '@/lib/browser/chat/chat-log'
import type { ChatRefusal } from '@/lib/browser/chat/chat-text'
import type { Conversation } from '@/lib/browser/chat/conversation'
import type { PeerMessage } from '@/lib/browser/peer/peer-link'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { ChatId, ParticipantId } from '@/lib/protocol/ids'
import type { CallOrder } from '@/lib/protocol/room'
import { isWordsMessage, type Reaction } from '@/lib/protocol/words'
import { FileExchange } from './file-exchange'
import type { LinkRegistry } from './link-registry'
import type { SessionEnvironment } from './session-environment'

export type { ChatRefusal }

export interface ExchangeOptions {
  readonly selfId: ParticipantId
  readonly environment: Pick<SessionEnvironment, 'clock' | 'epochMs' | 'storage' | 'createObjectUrl'>
  readonly links: Pick<LinkRegistry, 'facts' | 'linkTo' | 'send'>
  readonly callOrder: () => CallOrder | null
  /** One's own included. */
  readonly nameOf: (participantId: ParticipantId) => string
  readonly isHostId: (participantId: ParticipantId) => boolean
  /** A host lowers the hand that was raised then. */
  readonly onLowerHand: (raisedAt: number) => void
  readonly onEvent: (event: CallEvent) => void
  /** Something that the person wanted was not done. */
  readonly onRefused: (code: string) => void
}

/** The first picture comes first; what was written before can wait for this long. */
const AFTER_FIRST_PICTURE_MS = 1_000

/** Wires what people exchange in a call beside sound and picture to its links. What it needs is fetched when it is first needed. */
export class Exchange {
  readonly files: FileExchange
  readonly #options: ExchangeOptions
  #loading: Promise<Conversation> | null = null
  #conversation: Conversation | null = null
  #isClosed = false

  constructor(options: ExchangeOptions) {
    this.#options = options
    const { environment, links, onEvent, onRefused } = options
    this.files = new FileExchange({ environment, linkTo: (id) => links.linkTo(id), onEvent, onRefused })
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
    this.files.handleLinked(participantId)
    this.#options.environment.clock.setTimeout(async () => {
      const conversation = await this.#load()
      conversation?.chat.handleLinked(participantId)
    }, AFTER_FIRST_PICTURE_MS)
  }

  /** Who is in the call now, as far as the server knows. Who is linked is in it in any case. */
  retain(inCall: readonly ParticipantId[]): void {
    const linked = this.#options.links.facts().map(({ participantId }) => participantId)
    const present = new Set([...inCall, ...linked])
    this.#conversation?.retain(present)
    this.files.retain(present, new Set(linked))
  }

  close(): void {
    this.#isClosed = true
    this.#conversation?.close()
    this.files.close()
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
    const { selfId, environment, links, nameOf, onEvent } = this.#options
    this.#conversation = new loaded.Conversation({
      selfId,
      clock: environment.clock,
      epochMs: environment.epochMs,
      peers: () => this.#peers(),
      nameOf,
      send: (to, message) => links.send(to, message),
      onChange: (log, missing) => this.#tellChat(log, missing),
      onShown: (reaction) => onEvent({ type: 'reaction-shown', reaction }),
      onEnded: (id) => onEvent({ type: 'reaction-ended', id }),
    })
    return this.#conversation
  }

  #peers() {
    const own = this.#options.callOrder()
    return this.#options.links
      .facts()
      .map(({ participantId, callOrder }) => ({
        participantId,
        // Whose stay the server has not told of has just come.
        callOrder: callOrder ?? Number.MAX_SAFE_INTEGER,
      }))
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
