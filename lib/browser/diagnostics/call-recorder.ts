import { EventLog } from './event-log'
import type { LinkEvent } from './link-event'
import { LinkLog, type LinkLogOptions } from './link-log'

/** Links that are over and may still be asked about. */
const ENDED_LINKS = 4
/** More than a mesh has, standing offers included. */
const MAX_LINKS = 128

/** Owns the event logs of one stay: one for each link, and one for the person's own devices. Always on, so it is small and bounded. */
export class CallRecorder {
  readonly #now: () => number
  readonly #own: EventLog
  #links: readonly LinkLog[] = []

  /** @param now milliseconds of a monotonic clock */
  constructor(now: () => number) {
    this.#now = now
    this.#own = new EventLog(now)
  }

  noteCaptureRequested(): void {
    this.#own.note({ kind: 'capture-requested' })
  }

  noteCaptureOpened(): void {
    this.#own.note({ kind: 'capture-opened' })
  }

  /** A log for a link that is about to be made. */
  open(link: Omit<LinkLogOptions, 'now'>): LinkLog {
    const log = new LinkLog({ ...link, now: this.#now })
    const ended = this.#links.filter((one) => one.isClosed && one.hasPeer).slice(-ENDED_LINKS)
    this.#links = [...this.#links.filter((one) => !one.isClosed || ended.includes(one)), log].slice(
      -MAX_LINKS,
    )
    return log
  }

  find(linkId: string): LinkLog | null {
    return this.#links.find(({ id }) => id === linkId) ?? null
  }

  /** Those that have or had a peer, oldest first. */
  linksWithPeer(): readonly LinkLog[] {
    return this.#links.filter((link) => link.hasPeer)
  }

  /** What a link went through, the opening of the person's own devices included. */
  eventsOf(link: LinkLog): readonly LinkEvent[] {
    return [...this.#own.read(), ...link.read()].toSorted((a, b) => a.atMs - b.atMs)
  }
}
