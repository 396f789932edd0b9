import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { ConfigurationError } from '@/lib/server/ops/configuration-error'
import { createRedisLimiters } from '@/lib/server/ops/redis-limiter'
import {
  createCommandClient,
  createLogClient,
  inTime,
  type RedisClient,
} from '@/lib/server/store/redis-connection'
import { REDIS_KEYS } from '@/lib/server/store/redis-keys'
import { NODE_TIMES, type NodeTimes, RedisNode } from '@/lib/server/store/redis-node'
import { RedisRoomStore } from '@/lib/server/store/redis-room-store'
import { LOG_LENGTH } from '@/lib/server/store/redis-scripts'
import type { RoomService } from './room-service'

/** Rooms open at once on all nodes together, some kilobytes each. */
const MAX_ROOMS = 100_000

/** Rooms whose settings are remembered, half a kilobyte each. */
const MAX_REMEMBERED_ROOMS = 1_000_000

/** How long a start waits for Redis. */
const CONNECT_MS = 5_000

const SECRET_BYTES = 32

/** What a connection to Redis is made from. */
export interface RedisParts {
  readonly url: string
  /** Undefined: the one that the first of the nodes has made, kept in Redis. */
  readonly secret: string | undefined
  readonly logger: Pick<Logger, 'error'>
  readonly maxRooms?: number
  readonly maxRemembered?: number
  readonly times?: NodeTimes
}

/**
 * Rooms in Redis, shared with every other process on it: together they are one service. The packages that speak to Redis are
 * loaded here and not before.
 * @throws ConfigurationError where Redis cannot be reached
 */
export async function connectToRedis(parts: RedisParts): Promise<RoomService> {
  const client = await connect(parts.url)
  const secret = parts.secret ?? (await shareSecret(client, randomBytes(SECRET_BYTES).toString('base64url')))
  if (parts.secret === undefined) {
    // A Redis that has lost its data gets the secret back: who starts later signs by the same.
    client.on('ready', () => void shareSecret(client, secret).catch(() => {}))
  }
  const membership = new RedisNode(client, parts.times ?? NODE_TIMES)
  const store = new RedisRoomStore({
    client,
    log: membership.log,
    maxRooms: parts.maxRooms ?? MAX_ROOMS,
    maxRemembered: parts.maxRemembered ?? MAX_REMEMBERED_ROOMS,
    onLost: () => membership.lose(),
  })
  const { createAdapter } = await import('@socket.io/redis-streams-adapter')
  const adapter = createAdapter(await createLogClient(parts.url), {
    streamName: REDIS_KEYS.stream,
    channelPrefix: REDIS_KEYS.channelPrefix,
    maxLen: LOG_LENGTH,
    onlyPlaintext: true,
  })
  return {
    secret,
    store,
    node: { membership, createAdapter: adapter },
    createLimiter: createRedisLimiters(client, REDIS_KEYS.ratePrefix),
    open: () => Promise.resolve(),
    isReachable: () => membership.isReachable,
    async close() {
      await store.close()
      client.destroy()
    },
  }
}

async function connect(url: string): Promise<RedisClient> {
  const client = await createCommandClient(url)
  // Commands say themselves when they fail; an error without a listener would end the process.
  client.on('error', () => {})
  try {
    await inTime(client.connect(), CONNECT_MS)
    return client
  } catch (error) {
    client.destroy()
    throw new ConfigurationError('REDIS_URL: Redis cannot be reached there', { cause: error })
  }
}

/** @returns the secret that Redis holds; this one where it holds none. */
async function shareSecret(client: RedisClient, made: string): Promise<string> {
  await inTime(client.set(REDIS_KEYS.secret, made, { condition: 'NX' }))
  return (await inTime(client.get(REDIS_KEYS.secret))) ?? made
}
