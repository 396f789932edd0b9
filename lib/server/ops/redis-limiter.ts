import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import { inTime, type RedisClient } from '@/lib/server/store/redis-connection'
import type { CreateLimiter } from './rate-limits'

/** Of one socket, of its room on one node, and for figures alone: each message asks, and none is worth a way to Redis. */
const COUNTED_HERE: readonly string[] = [
  'request',
  'request-burst',
  'calm',
  'room-request',
  'room-request-burst',
  'link-report',
]

/** How long a count may take; a Redis that is slower is as good as away. */
const COUNT_MS = 500

/**
 * Counts what is bounded by address or by room in Redis, for all nodes together; while Redis is out of reach or hangs, each for
 * itself. What sockets send is counted on their node.
 */
export function createRedisLimiters(client: RedisClient, keyPrefix: string): CreateLimiter {
  const storeClient = createBoundedClient(client)
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

/** What of a client `RateLimiterRedis` uses, with an end to how long it may wait. */
function createBoundedClient(client: RedisClient) {
  return {
    get isReady() {
      return client.isReady
    },
    eval: (...call: Parameters<RedisClient['eval']>) => inTime(client.eval(...call), COUNT_MS),
    multi() {
      const multi = client.multi()
      const bounded = {
        get(key: string) {
          multi.get(key)
          return bounded
        },
        pTTL(key: string) {
          multi.pTTL(key)
          return bounded
        },
        exec: (isPipeline: boolean) => inTime(multi.exec(isPipeline), COUNT_MS),
      }
      return bounded
    },
  }
}
