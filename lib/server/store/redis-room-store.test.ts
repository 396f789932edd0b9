import { afterAll, beforeAll } from 'vitest'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { openLoneRedisStore } from '@/lib/testing/lone-redis-store'
import { RedisServer } from '@/lib/testing/redis-server'
import { describeRoomStore } from '@/lib/testing/room-store-contract'

describeWithRedis('rooms on Redis', () => {
  let redis: RedisServer

  beforeAll(async () => {
    redis = await RedisServer.start()
  })

  afterAll(() => redis.remove())

  describeRoomStore('Redis', async () => {
    await redis.clear()
    return {
      open: ({ maxRooms }) => openLoneRedisStore(redis.url, { maxRooms }),
      remove: async () => {},
    }
  })
})
