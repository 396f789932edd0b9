import { afterAll, beforeAll } from 'vitest'
import { openLoneRedisStore } from '@/lib/testing/lone-redis-store'
import { describeWithRedis, RedisServer } from '@/lib/testing/redis-server'
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
