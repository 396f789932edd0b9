import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCommandClient, type RedisClient } from '@/lib/server/store/redis-connection'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { RedisServer } from '@/lib/testing/redis-server'
import { createRateLimits, RATES, type RateLimits } from './rate-limits'
import { createRedisLimiters } from './redis-limiter'

const BY = { roomId: 'room', addressKey: '192.0.2.1' }

describeWithRedis('rate limits that nodes share', () => {
  let redis: RedisServer
  let clients: RedisClient[]
  let one: RateLimits
  let two: RateLimits

  async function createLimits(): Promise<RateLimits> {
    const client = await createCommandClient(redis.url)
    client.on('error', () => {})
    await client.connect()
    clients.push(client)
    const rates = { ...RATES, joinsPerMinute: 2, guessesPerAddress: 2, requestsPerSecond: 1, requestBurst: 0 }
    return createRateLimits(rates, createRedisLimiters(client, 'rate'))
  }

  beforeEach(async () => {
    redis = await RedisServer.start()
    clients = []
    one = await createLimits()
    two = await createLimits()
  })

  afterEach(async () => {
    for (const client of clients) client.destroy()
    await redis.remove()
  })

  it('B5 counts joins on all nodes together', async () => {
    expect([await one.allowJoin(BY), await two.allowJoin(BY), await one.allowJoin(BY)]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('H7 counts wrong passcode proofs on all nodes together', async () => {
    await one.passcodeGuesses.count(BY)
    expect(await two.passcodeGuesses.isBlocked(BY)).toBe(false)
    await two.passcodeGuesses.count(BY)
    expect([await one.passcodeGuesses.isBlocked(BY), await two.passcodeGuesses.isBlocked(BY)]).toEqual([
      true,
      true,
    ])
  })

  it('B4 counts requests of a socket on its node', async () => {
    const by = { socketId: 'socket', roomId: null }
    expect([await one.allowRequest(by), await two.allowRequest(by)]).toEqual([true, true])
    expect(await one.allowRequest(by)).toBe(false)
    expect((await redis.dump()).size).toBe(0)
  })

  it.each(['away', 'hanging'])('goes on counting on each node while Redis is %s', async (trouble) => {
    const thaw = trouble === 'hanging' ? redis.freeze() : () => {}
    if (trouble === 'away') await redis.halt()
    expect([await one.allowJoin(BY), await one.allowJoin(BY), await one.allowJoin(BY)]).toEqual([
      true,
      true,
      false,
    ])
    expect(await one.passcodeGuesses.isBlocked(BY)).toBe(false)
    thaw()
  })
})
