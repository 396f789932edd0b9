/** Runs tasks one after the other, in the order in which they came. A task that fails does not stop the next. */
export class SerialQueue {
  #tail: Promise<void> = Promise.resolve()
  #pending = 0

  /** Tasks that wait or run. */
  get pending(): number {
    return this.#pending
  }

  /** @returns the task's own outcome. */
  run<T>(task: () => Promise<T>): Promise<T> {
    this.#pending += 1
    const outcome = this.#tail.then(task)
    const settle = () => {
      this.#pending -= 1
    }
    this.#tail = outcome.then(settle, settle)
    return outcome
  }

  /** Resolves when the tasks that have come so far have ended; never rejects. */
  idle(): Promise<void> {
    return this.#tail
  }
}

/** One serial queue a key, kept only while it has tasks. */
export class KeyedQueues {
  readonly #queues = new Map<string, SerialQueue>()

  /** @returns the task's own outcome, after every earlier task of the same key. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? new SerialQueue()
    this.#queues.set(key, queue)
    try {
      return await queue.run(task)
    } finally {
      if (queue.pending === 0) this.#queues.delete(key)
    }
  }

  /** Resolves when the tasks that have come so far, of all keys, have ended; never rejects. */
  async idle(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.idle()))
  }
}
