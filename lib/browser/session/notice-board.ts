import type { Clock } from '@/lib/browser/peer/clock'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { NoticeContent } from './views'

/** Long enough to read a short sentence twice. */
const STATUS_LIFETIME_MS = 6_000

/** Owns the life of notices: numbers them, and takes a status away after its time. Alerts stay until they are dismissed or mended. */
export class NoticeBoard {
  readonly #clock: Clock
  readonly #onEvent: (event: CallEvent) => void
  readonly #timers = new Map<number, ReturnType<Clock['setTimeout']>>()
  readonly #idsByCode = new Map<string, number>()
  #lastId = 0

  constructor(clock: Clock, onEvent: (event: CallEvent) => void) {
    this.#clock = clock
    this.#onEvent = onEvent
  }

  /** @returns The notice's id, to take it away by. */
  add(content: NoticeContent): number {
    const id = ++this.#lastId
    this.#idsByCode.set(content.code, id)
    this.#onEvent({ type: 'notice-added', notice: { ...content, id } })
    if (content.level === 'status') {
      this.#timers.set(
        id,
        this.#clock.setTimeout(() => this.remove(id), STATUS_LIFETIME_MS),
      )
    }
    return id
  }

  alert(code: string, values: NoticeContent['values'] = {}): void {
    this.add({ level: 'alert', code, values })
  }

  tell(code: string, values: NoticeContent['values']): void {
    this.add({ level: 'status', code, values })
  }

  remove(id: number): void {
    this.#stopTimer(id)
    for (const [code, known] of this.#idsByCode) if (known === id) this.#idsByCode.delete(code)
    this.#onEvent({ type: 'notice-removed', id })
  }

  /** What was going on no longer is; alerts stay to be read. */
  close(): void {
    for (const id of [...this.#timers.keys()]) this.remove(id)
  }

  #stopTimer(id: number): void {
    const timer = this.#timers.get(id)
    if (timer !== undefined) this.#clock.clearTimeout(timer)
    this.#timers.delete(id)
  }
}
