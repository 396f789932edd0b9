import type { ChatId, ParticipantId } from '@/lib/protocol/ids'

/** First after an answer's usual time, then ever more rarely. */
const FIRST_RETRY_MS = 3_000
const LAST_RETRY_MS = 30_000

interface Delivery {
  readonly to: ParticipantId
  readonly id: ChatId
  dueAt: number
  delayMs: number
  attempts: number
}

/** Owns who has not acknowledged which of our chat messages, and when each is to be said again. */
export class ChatDeliveries {
  readonly #open = new Map<string, Delivery>()

  /** A message was said for the first time. */
  add(id: ChatId, to: ParticipantId, nowMs: number): void {
    const dueAt = nowMs + FIRST_RETRY_MS
    this.#open.set(keyOf(id, to), { id, to, dueAt, delayMs: FIRST_RETRY_MS, attempts: 1 })
  }

  /** @returns Whether it was waited for. */
  acknowledge(id: ChatId, by: ParticipantId): boolean {
    return this.#open.delete(keyOf(id, by))
  }

  /** There is another way to somebody: everything that they lack is due. */
  hasten(to: ParticipantId, nowMs: number): void {
    for (const delivery of this.#open.values()) {
      if (delivery.to === to) Object.assign(delivery, { dueAt: nowMs, delayMs: FIRST_RETRY_MS })
    }
  }

  /** Somebody is gone for good, or a message is kept no more. @returns Whether anything was waited for. */
  forget(isGone: (delivery: { readonly id: ChatId; readonly to: ParticipantId }) => boolean): boolean {
    const before = this.#open.size
    for (const [key, delivery] of this.#open) if (isGone(delivery)) this.#open.delete(key)
    return this.#open.size < before
  }

  /** @returns What is to be said again now; each is due later the next time. */
  takeDue(nowMs: number): readonly { readonly id: ChatId; readonly to: ParticipantId }[] {
    const due = [...this.#open.values()].filter((delivery) => delivery.dueAt <= nowMs)
    for (const delivery of due) {
      delivery.attempts += 1
      delivery.delayMs = Math.min(delivery.delayMs * 2, LAST_RETRY_MS)
      delivery.dueAt = nowMs + delivery.delayMs
    }
    return due
  }

  /** When something is due next; null where nothing waits. */
  get nextDueAt(): number | null {
    return this.#open.size === 0 ? null : Math.min(...[...this.#open.values()].map(({ dueAt }) => dueAt))
  }

  /** Those who still lack each message although it was said to them more than once. */
  overdue(): ReadonlyMap<ChatId, readonly ParticipantId[]> {
    const late = new Map<ChatId, readonly ParticipantId[]>()
    for (const { id, to, attempts } of this.#open.values()) {
      if (attempts > 1) late.set(id, [...(late.get(id) ?? []), to])
    }
    return late
  }
}

const keyOf = (id: ChatId, to: ParticipantId): string => `${id} ${to}`
