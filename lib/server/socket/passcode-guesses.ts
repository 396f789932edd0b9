import type { GuessLimit } from '@/lib/server/ops/rate-limits'
import { KeyedQueues } from '@/lib/server/store/serial-queue'

/**
 * Bounds how often a room's passcode is guessed: proofs for one room are tried one after the other, so that many at once
 * are no more guesses than the limit allows, and only a wrong one counts.
 */
export class PasscodeGuesses {
  readonly #limit: GuessLimit
  readonly #turns = new KeyedQueues()

  constructor(limit: GuessLimit) {
    this.#limit = limit
  }

  /** @param attempt tries the proof, or refuses to look at it where `isBlocked`; returns whether it was wrong */
  try(
    by: { readonly roomId: string; readonly addressKey: string },
    attempt: (isBlocked: boolean) => Promise<boolean>,
  ): Promise<void> {
    return this.#turns.run(by.roomId, async () => {
      const isWrong = await attempt(await this.#limit.isBlocked(by))
      if (isWrong) await this.#limit.count(by)
    })
  }
}
