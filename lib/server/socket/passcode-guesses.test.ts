import { describe, expect, it } from 'vitest'
import type { GuessLimit } from '@/lib/server/ops/rate-limits'
import { PasscodeGuesses } from './passcode-guesses'

/** Takes so many wrong proofs in all, and answers late, as a limit kept across a network may. */
function createLimit(points: number): GuessLimit {
  let counted = 0
  const answerLate = () => new Promise((resolve) => setImmediate(resolve))
  return {
    async isBlocked() {
      await answerLate()
      return counted >= points
    },
    async count() {
      await answerLate()
      counted += 1
    },
  }
}

describe('H7 guesses at a passcode', () => {
  const by = { roomId: 'room', addressKey: 'address' }

  it('many at once are no more than the limit allows', async () => {
    const guesses = new PasscodeGuesses(createLimit(3))
    const blocked: boolean[] = []
    const wrong = (isBlocked: boolean) => {
      blocked.push(isBlocked)
      return Promise.resolve(!isBlocked)
    }
    await Promise.all(Array.from({ length: 6 }, () => guesses.try(by, wrong)))
    expect(blocked).toEqual([false, false, false, true, true, true])
  })

  it('right ones are not counted, however many come at once', async () => {
    const guesses = new PasscodeGuesses(createLimit(1))
    const blocked: boolean[] = []
    const right = (isBlocked: boolean) => {
      blocked.push(isBlocked)
      return Promise.resolve(false)
    }
    await Promise.all(Array.from({ length: 6 }, () => guesses.try(by, right)))
    expect(blocked).toEqual(Array(6).fill(false))
  })

  it('one that fails lets the next of the room try', async () => {
    const guesses = new PasscodeGuesses(createLimit(1))
    await expect(guesses.try(by, () => Promise.reject(new Error('out of reach')))).rejects.toThrow()
    let hasTried = false
    await guesses.try(by, async () => {
      hasTried = true
      return false
    })
    expect(hasTried).toBe(true)
  })
})
