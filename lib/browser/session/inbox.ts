/**
 * Runs what comes in one after the other: opening a payload takes a moment, and what came later must not overtake it.
 * After `close` nothing more runs.
 */
export class Inbox {
  #tail: Promise<void> = Promise.resolve()
  #isClosed = false

  /** @param open Makes what came readable. @param apply Acts on it, in its turn. */
  take<T>(open: () => Promise<T>, apply: (opened: T) => void): Promise<void> {
    const opening = open()
    this.#tail = this.#tail.then(async () => {
      const opened = await opening
      if (!this.#isClosed) apply(opened)
    })
    return this.#tail
  }

  close(): void {
    this.#isClosed = true
  }
}
