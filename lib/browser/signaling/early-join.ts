import type { RequestOf } from '@/lib/protocol/requests'

/**
 * The join that the page asks for while its scripts are still on their way, and its answer as it came, whichever of the two is first:
 * the answer, or whoever waits for it.
 */
export class EarlyJoin {
  readonly request: RequestOf<'room:join'>
  /** It was asked over the connection that Socket.IO has taken over, so that an answer will come or has. */
  isAsked = false
  #answer: { readonly raw: unknown } | null = null
  #take: ((raw: unknown) => void) | null = null

  constructor(request: RequestOf<'room:join'>) {
    this.request = request
  }

  /** @param take Called once with what the server answered, not validated; at once where it has. */
  wait(take: (raw: unknown) => void): void {
    if (this.#answer === null) this.#take = take
    else take(this.#answer.raw)
  }

  /** The server has answered. */
  deliver(raw: unknown): void {
    if (this.#answer !== null) return
    this.#answer = { raw }
    this.#take?.(raw)
  }
}
