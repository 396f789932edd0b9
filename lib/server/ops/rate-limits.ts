import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Asks for one more; false where the limit is reached. */
export type Allow = (key: string) => Promise<boolean>

/** Counts wrong passcode proofs, by room and network address and by room alone. */
export interface GuessLimit {
  /** Whether either count has reached its bound. */
  isBlocked(by: { readonly roomId: string; readonly addressKey: string }): Promise<boolean>
  count(by: { readonly roomId: string; readonly addressKey: string }): Promise<void>
}

/** The bounds on how fast anybody may ask. */
export interface RateLimits {
  /** Keyed by connection: 60 requests a second, and 300 more in 10 seconds for the candidates of a large call's set-up. */
  readonly allowRequest: Allow
  /** Keyed by network address: joins without a valid token, a minute. */
  readonly allowJoin: Allow
  /** Ten wrong passcodes of one address for a room in ten minutes, a hundred for a room from everywhere. */
  readonly passcodeGuesses: GuessLimit
}

/** An office behind one address may arrive at once; a flood may not. */
export const DEFAULT_JOINS_PER_MINUTE = 120

/** Builds the limits of this process. */
export function createRateLimits(options: { readonly joinsPerMinute: number }): RateLimits {
  const requests = new BurstyRateLimiter(
    new RateLimiterMemory({ keyPrefix: 'request', points: 60, duration: 1 }),
    new RateLimiterMemory({ keyPrefix: 'burst', points: 300, duration: 10 }),
  )
  const joins = new RateLimiterMemory({ keyPrefix: 'join', points: options.joinsPerMinute, duration: 60 })
  return {
    allowRequest: (key) => consume(requests, key),
    allowJoin: (key) => consume(joins, key),
    passcodeGuesses: createGuessLimit(),
  }
}

function createGuessLimit(): GuessLimit {
  const duration = 10 * 60
  const byAddress = new RateLimiterMemory({ keyPrefix: 'guess', points: 10, duration })
  const byRoom = new RateLimiterMemory({ keyPrefix: 'guesses', points: 100, duration })
  // A room's name has no space in it.
  const toKey = (by: { roomId: string; addressKey: string }) => `${by.roomId} ${by.addressKey}`
  return {
    async isBlocked(by) {
      const counts = await Promise.all([byAddress.get(toKey(by)), byRoom.get(by.roomId)])
      return counts.some((count) => count !== null && count.remainingPoints <= 0)
    },
    async count(by) {
      await Promise.all([consume(byAddress, toKey(by)), consume(byRoom, by.roomId)])
    },
  }
}

async function consume(limiter: Pick<RateLimiterMemory, 'consume'>, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return false
    throw reason
  }
}
