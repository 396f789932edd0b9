import type { LinkEvent, LinkEventContent } from './link-event'

/** The set-up, whole: it is what a timeline is made of. */
const FIRST_EVENTS = 100
/** What happened of late. */
const LAST_EVENTS = 100

/** Keeps the first hundred events and the last hundred: however long a call lasts, its beginning is not pushed out. */
export class EventLog {
  readonly #now: () => number
  readonly #first: LinkEvent[] = []
  readonly #last: LinkEvent[] = []

  /** @param now milliseconds of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now
  }

  note(content: LinkEventContent): void {
    const event = { ...content, atMs: this.#now() }
    if (this.#first.length < FIRST_EVENTS) {
      this.#first.push(event)
      return
    }
    this.#last.push(event)
    if (this.#last.length > LAST_EVENTS) this.#last.shift()
  }

  /** In the order in which they were noted. */
  read(): readonly LinkEvent[] {
    return [...this.#first, ...this.#last]
  }
}
