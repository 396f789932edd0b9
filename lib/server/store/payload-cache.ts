/** Payloads by their references, the least recently used forgotten past a bound on what they take. */
export class PayloadCache {
  readonly #payloads = new Map<string, string>()
  readonly #maxLength: number
  #length = 0

  /** @param maxLength of all payloads together, in UTF-16 code units */
  constructor(maxLength: number) {
    this.#maxLength = maxLength
  }

  get(ref: string): string | undefined {
    const payload = this.#payloads.get(ref)
    if (payload === undefined) return undefined
    this.#payloads.delete(ref)
    this.#payloads.set(ref, payload)
    return payload
  }

  set(ref: string, payload: string): void {
    if (this.#payloads.delete(ref)) this.#length -= payload.length
    this.#payloads.set(ref, payload)
    this.#length += payload.length
    for (const [oldest, { length }] of this.#payloads) {
      if (this.#length <= this.#maxLength) return
      this.#payloads.delete(oldest)
      this.#length -= length
    }
  }
}
