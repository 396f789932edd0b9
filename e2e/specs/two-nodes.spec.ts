import { expect } from '@playwright/test'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test } from '@/e2e/fixtures/test'
import { LoadBalancer } from '@/lib/testing/load-balancer'
import { RedisServer } from '@/lib/testing/redis-server'

/** What the promise allows until who was on a dead node can be reached through another one. */
const BACK_WITHIN_MS = 3_000

test('two on two nodes call each other, and one node dies under their call (N4, J6)', async ({
  newPerson,
  room,
}, testInfo) => {
  if (RedisServer.isMissing() && !process.env.CI)
    testInfo.skip(true, 'needs redis-server, which this machine has not')
  const redis = await RedisServer.start()
  const balancer = await LoadBalancer.start()
  const environment = { REDIS_URL: redis.url, EARSHOT_SECRET: 'the same on both nodes', TRUST_PROXY: '0' }
  const [one, two] = await Promise.all([EarshotServer.start(environment), EarshotServer.start(environment)])
  try {
    balancer.add(one.origin)
    const ann = await newPerson('Ann', { origin: balancer.url })
    const bo = await newPerson('Bo', two)
    await ann.visit(room, { join: '1' })
    await expect(ann.hangUpButton()).toBeVisible()
    await bo.visit(room, { join: '1' })
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])

    balancer.add(two.origin)
    const killedAt = Date.now()
    await one.kill()
    await expect(ann.notice('signaling-offline')).toBeVisible()
    await expect(ann.notice('signaling-offline')).toBeHidden()
    const tookMs = Date.now() - killedAt
    printFigure('Signalling through another node, after one died', `${tookMs} ms`)
    expect(tookMs).toBeLessThan(BACK_WITHIN_MS)
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
    expect(await two.counts()).toMatchObject({ rooms: 1, participants: 2 })
  } finally {
    balancer.close()
    await Promise.all([one.stop(), two.stop()])
    await redis.remove()
  }
})
