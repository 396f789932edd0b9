/**
 * Runs what comes in one after the other: opening a payload takes a moment, and what came later must not overtake it.
 * After `close` nothing more runs.
 */
export class Inbox {
  #tail: Promise<void> = Promise.resolve()
  /** What comes now is opened after this. */
  #gate: Promise<unknown> = Promise.resolve()
  #held: Promise<unknown> = Promise.resolve()
  #isClosed = false

  /** @param open Makes what came readable. @param apply Acts on it, in its turn. */
  take<T>(open: () => Promise<T>, apply: (opened: T) => void): Promise<void> {
    const opening = this.#gate.then(open)
    this.#tail = this.#tail.then(async () => {
      const opened = await opening
      if (!this.#isClosed) apply(opened)
    })
    return this.#tail
  }

  /** As `take`; what comes after it is not even opened before it has been applied, and whatever that holds the rest for. */
  takeAlone<T>(open: () => Promise<T>, apply: (opened: T) => void): Promise<void> {
    this.#tail = this.take(open, apply).then(async () => {
      await this.#held
    })
    this.#gate = this.#tail
    return this.#tail
  }

  /** While something taken alone is applied: what comes after it waits for this as well. */
  hold(until: Promise<unknown>): void {
    this.#held = until
  }

  /** Resolves when what has come so far has been applied. */
  emptied(): Promise<void> {
    return this.#tail
  }

  close(): void {
    this.#isClosed = true
  }
}
