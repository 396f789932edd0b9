import { RedisUnavailableError } from './redis-connection'

/** How long a node waits for an entry that Redis has taken: the whole way of the log is a few milliseconds. */
const TOLD_WITHIN_MS = 3_000

/** Where an entry stands in the log. `run` changes where Redis has lost the log. */
export interface LogPosition {
  readonly run: string
  readonly seq: number
}

/** Who waits for the log to come to a place. */
interface Waiting {
  readonly isReached: (entry: LogEntry) => boolean
  /** Runs at the entry's turn. */
  readonly onReached: () => void
  readonly timer: NodeJS.Timeout
}

interface LogEntry extends LogPosition {
  readonly commitId: string
}

/**
 * Follows the one log in which all changes of all rooms stand in their order: every node takes its entries one after the other,
 * and what waits for an entry runs at its turn, synchronously, before the next one is taken.
 */
export class ChangeLog {
  readonly #onGap: () => void
  readonly #commits = new Map<string, Waiting>()
  readonly #readers = new Set<Waiting>()
  #position: LogPosition | null = null

  /** @param onGap learns that entries were missed: what this node told its sockets has a hole from here on */
  constructor(onGap: () => void) {
    this.#onGap = onGap
  }

  /**
   * Takes one entry. @param tell tells its change to this node's sockets; not called for an entry that the node wrote itself
   * and waits for, which tells it in its own way
   */
  take(entry: LogEntry, tell: () => void): void {
    const before = this.#position
    this.#position = { run: entry.run, seq: entry.seq }
    if (before !== null && (before.run !== entry.run || before.seq + 1 !== entry.seq)) this.#onGap()
    const own = this.#commits.get(entry.commitId)
    if (own === undefined) tell()
    else own.onReached()
    for (const reader of this.#readers) if (reader.isReached(entry)) reader.onReached()
  }

  /**
   * Waits for the entry of a commit that is about to be written. Call it before writing.
   * @param atTurn runs at the entry's turn
   * @returns what resolves then, and rejects with `RedisUnavailableError` where it does not come; and what ends the waiting
   */
  expect(
    commitId: string,
    atTurn: () => void,
    timeoutMs = TOLD_WITHIN_MS,
  ): { readonly told: Promise<void>; readonly forget: () => void } {
    let forget = () => {}
    const told = this.#wait(
      atTurn,
      () => true,
      (waiting) => {
        this.#commits.set(commitId, waiting)
        forget = () => {
          clearTimeout(waiting.timer)
          this.#commits.delete(commitId)
        }
        return forget
      },
      timeoutMs,
    )
    // It may fail before the writing has, and before anybody waits for it.
    told.catch(() => {})
    return { told, forget: () => forget() }
  }

  /** Waits until everything up to a position was taken; runs `atTurn` at once where it was. */
  reach(position: LogPosition | null, atTurn: () => void): Promise<void> {
    const isReached = (entry: LogPosition) =>
      position === null || entry.run !== position.run || entry.seq >= position.seq
    if (position === null || (this.#position !== null && isReached(this.#position))) {
      return Promise.resolve().then(atTurn)
    }
    return this.#wait(atTurn, isReached, (waiting) => {
      this.#readers.add(waiting)
      return () => this.#readers.delete(waiting)
    })
  }

  #wait(
    atTurn: () => void,
    isReached: (entry: LogEntry) => boolean,
    register: (waiting: Waiting) => () => void,
    timeoutMs = TOLD_WITHIN_MS,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      let leave = () => {}
      const timer = setTimeout(() => {
        leave()
        reject(new RedisUnavailableError('The log did not come in time'))
      }, timeoutMs)
      const onReached = () => {
        clearTimeout(timer)
        leave()
        try {
          atTurn()
          resolve()
        } catch (error) {
          reject(error)
        }
      }
      const unregister = register({ isReached, onReached, timer })
      leave = () => void unregister()
    })
  }
}
