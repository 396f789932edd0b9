/** A browser's storage that a test may hand to the next page. */
export class MemoryStorage implements Pick<Storage, 'getItem' | 'setItem'> {
  readonly #values = new Map<string, string>()

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.#values.set(key, value)
  }
}
