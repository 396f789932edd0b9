import type { Clock } from '@/lib/browser/peer/clock'
import { type ChatId, createRandomId, type ParticipantId } from '@/lib/protocol/ids'
import type { ChatHistoryMessage, ChatMessage, WordsMessage } from '@/lib/protocol/words'
import { ChatDeliveries } from './chat-deliveries'
import { type ChatLog, isBelievable, mergeChat, nextSentAt, paginateChat } from './chat-log'
import { type ChatRefusal, cleanChatText, judgeChatText } from './chat-text'
import { type Rate, RateGate } from './rate-gate'

/** Faster than anybody types, slow enough that nobody is flooded. */
const OWN_RATE: Rate = { burst: 8, perSecond: 1 }
/** What an honest sender may bring together when a link comes back. What is more is not acknowledged, so it comes again. */
const OTHERS_RATE: Rate = { burst: 40, perSecond: 4 }
/** Asked for what was written before, a page answers at once or not at all. */
const HISTORY_PATIENCE_MS = 4_000

/** Somebody to whom there is a link. */
export interface ChatPeer {
  readonly participantId: ParticipantId
  /** Has been in the call for longer than we have. */
  readonly wasHereBefore: boolean
}

export interface ChatRoomOptions {
  readonly selfId: ParticipantId
  readonly clock: Clock
  readonly epochMs: () => number
  /** Those in the call, longest there first. */
  readonly peers: () => readonly ChatPeer[]
  readonly nameOf: (participantId: ParticipantId) => string
  /** By the link's channel, or sealed through the server while that is not to be had. May lose messages. */
  readonly send: (to: ParticipantId, message: WordsMessage) => void
  /** @param missing those who have not acknowledged a message for so long that it was said to them again */
  readonly onChange: (log: ChatLog, missing: ReadonlyMap<ChatId, readonly ParticipantId[]>) => void
}

/**
 * Owns the chat of one stay in a call (docs/protocol.md, C1–C8): says what was typed to everybody until each has acknowledged it,
 * takes what others say once, and is told by those who were there what was written before.
 */
export class ChatRoom {
  readonly #options: ChatRoomOptions
  readonly #deliveries = new ChatDeliveries()
  readonly #ownGate: RateGate
  readonly #gates = new Map<ParticipantId, RateGate>()
  #log: ChatLog = []
  #retryTimer: number | null = null
  /** Whom we have asked for what was written before; null once one has told us all. */
  #asked: Set<ParticipantId> | null = new Set()
  #askTimer: number | null = null

  constructor(options: ChatRoomOptions) {
    this.#options = options
    this.#ownGate = new RateGate(OWN_RATE, () => options.clock.now())
  }

  /** Says a text to everybody in the call. @returns Why it was not sent; null where it was. */
  post(typed: string): ChatRefusal | null {
    const { clock, epochMs, peers, selfId, nameOf } = this.#options
    const text = cleanChatText(typed)
    const refusal = judgeChatText(text) ?? (this.#ownGate.take() ? null : 'chat-too-fast')
    if (refusal !== null) return refusal
    const message: ChatMessage = {
      kind: 'chat',
      id: createRandomId(),
      sentAt: nextSentAt(this.#log, epochMs()),
      text,
    }
    const { id, sentAt } = message
    this.#merge([{ id, author: selfId, name: nameOf(selfId), sentAt, text, toldBy: null }])
    for (const { participantId } of peers()) {
      this.#deliveries.add(id, participantId, clock.now())
      this.#options.send(participantId, message)
    }
    this.#scheduleRetry()
    return null
  }

  /** Takes what somebody says. Other kinds are not the chat's. */
  receive(from: ParticipantId, message: WordsMessage): void {
    switch (message.kind) {
      case 'chat':
        this.#receiveChat(from, message)
        return
      case 'chat-ack':
        if (this.#deliveries.acknowledge(message.id, from)) this.#publish()
        return
      case 'chat-wanted':
        if (this.#passes(from)) this.#tellHistory(from)
        return
      case 'chat-history':
        this.#receiveHistory(from, message)
    }
  }

  /** There is a link to somebody, for the first time or again. */
  handleLinked(participantId: ParticipantId): void {
    this.#deliveries.hasten(participantId, this.#options.clock.now())
    this.#retry()
    if (this.#askTimer === null) this.#askForHistory()
  }

  /** Who is in the call now. What somebody who is gone lacks they will be told when they come back. */
  retain(present: ReadonlySet<ParticipantId>): void {
    for (const id of [...this.#gates.keys()]) if (!present.has(id)) this.#gates.delete(id)
    if (this.#deliveries.forget(({ to }) => !present.has(to))) this.#publish()
  }

  close(): void {
    const { clock } = this.#options
    for (const timer of [this.#retryTimer, this.#askTimer]) if (timer !== null) clock.clearTimeout(timer)
  }

  #receiveChat(from: ParticipantId, { id, sentAt, text }: ChatMessage): void {
    if (!this.#passes(from) || !isBelievable(sentAt, this.#options.epochMs())) return
    const cleaned = cleanChatText(text)
    if (cleaned !== '') {
      const name = this.#options.nameOf(from)
      this.#merge([{ id, author: from, name, sentAt, text: cleaned, toldBy: null }])
    }
    this.#options.send(from, { kind: 'chat-ack', id })
  }

  #tellHistory(to: ParticipantId): void {
    const pages = paginateChat(this.#log)
    for (const [index, records] of pages.entries()) {
      this.#options.send(to, {
        kind: 'chat-history',
        records: [...records],
        isLast: index === pages.length - 1,
      })
    }
  }

  /** Only who was asked is believed, and only until one has told all. */
  #receiveHistory(from: ParticipantId, { records, isLast }: ChatHistoryMessage): void {
    if (this.#asked?.has(from) !== true) return
    const now = this.#options.epochMs()
    const believed = records
      .map((record) => ({ ...record, text: cleanChatText(record.text), toldBy: from }))
      .filter(({ sentAt, text }) => text !== '' && isBelievable(sentAt, now))
    this.#merge(believed)
    if (isLast) this.#asked = null
  }

  /** Asks one after the other of those who were here before, the longest first, until one has told. */
  #askForHistory(): void {
    const asked = this.#asked
    const { clock, peers, send } = this.#options
    const next = peers().find(
      ({ participantId, wasHereBefore }) => wasHereBefore && asked?.has(participantId) === false,
    )
    if (asked === null || next === undefined) return
    asked.add(next.participantId)
    send(next.participantId, { kind: 'chat-wanted' })
    this.#askTimer = clock.setTimeout(() => {
      this.#askTimer = null
      this.#askForHistory()
    }, HISTORY_PATIENCE_MS)
  }

  #passes(from: ParticipantId): boolean {
    const gate = this.#gates.get(from) ?? new RateGate(OTHERS_RATE, () => this.#options.clock.now())
    this.#gates.set(from, gate)
    return gate.take()
  }

  #merge(entries: ChatLog): void {
    const before = this.#log
    this.#log = mergeChat(before, entries)
    if (this.#log === before) return
    const kept = new Set(this.#log.map(({ id }) => id))
    this.#deliveries.forget(({ id }) => !kept.has(id))
    this.#publish()
  }

  #retry(): void {
    const due = this.#deliveries.takeDue(this.#options.clock.now())
    for (const { id, to } of due) {
      const entry = this.#log.find((one) => one.id === id)
      if (entry === undefined) continue
      this.#options.send(to, { kind: 'chat', id, sentAt: entry.sentAt, text: entry.text })
    }
    if (due.length > 0) this.#publish()
    this.#scheduleRetry()
  }

  #scheduleRetry(): void {
    const { clock } = this.#options
    if (this.#retryTimer !== null) clock.clearTimeout(this.#retryTimer)
    const dueAt = this.#deliveries.nextDueAt
    this.#retryTimer =
      dueAt === null ? null : clock.setTimeout(() => this.#retry(), Math.max(0, dueAt - clock.now()))
  }

  #publish(): void {
    this.#options.onChange(this.#log, this.#deliveries.overdue())
  }
}
