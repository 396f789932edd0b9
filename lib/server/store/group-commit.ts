/**
 * Gathers what comes while a commit is under way into the next one: however many wait, the disk is asked once, and each
 * waits for two commits at most.
 */
export class GroupCommit<T> {
  readonly #commit: (operations: T[]) => Promise<void>
  #gathered: T[] = []
  #next: Promise<void> | null = null
  #current: Promise<void> = Promise.resolve()

  /** @param commit keeps all of the operations, in their order, or none */
  constructor(commit: (operations: T[]) => Promise<void>) {
    this.#commit = commit
  }

  /** Resolves once the operations are kept; rejects where the commit that they were part of failed. */
  write(operations: readonly T[]): Promise<void> {
    this.#gathered.push(...operations)
    if (this.#next === null) {
      const begin = () => this.#begin()
      this.#next = this.#current.then(begin, begin)
    }
    return this.#next
  }

  /** Resolves when nothing is under way; never rejects. */
  async idle(): Promise<void> {
    while (this.#next !== null) await this.#next.catch(() => {})
    await this.#current.catch(() => {})
  }

  #begin(): Promise<void> {
    const operations = this.#gathered
    this.#gathered = []
    this.#next = null
    this.#current = this.#commit(operations)
    return this.#current
  }
}
