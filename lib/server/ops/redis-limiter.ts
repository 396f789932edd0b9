import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { CreateLimiter } from './rate-limits'

/** Of one socket, and of its room on one node: each message asks, and none is worth a way to Redis. */
const COUNTED_HERE: readonly string[] = [
  'request',
  'request-burst',
  'calm',
  'room-request',
  'room-request-burst',
]

/**
 * Counts what is bounded by address or by room in Redis, for all nodes together; while Redis is out of reach, each for itself.
 * What sockets send is counted on their node.
 */
export function createRedisLimiters(storeClient: object, keyPrefix: string): CreateLimiter {
  return (bound) => {
    const here = new RateLimiterMemory(bound)
    if (COUNTED_HERE.includes(bound.keyPrefix)) return here
    return new RateLimiterRedis({
      ...bound,
      keyPrefix: `${keyPrefix}:${bound.keyPrefix}`,
      storeClient,
      useRedisPackage: true,
      rejectIfRedisNotReady: true,
      insuranceLimiter: here,
    })
  }
}
