import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { NodesHarness } from '@/lib/testing/nodes-harness'
import { RedisServer } from '@/lib/testing/redis-server'
import type { ServerHarness, TestClient } from '@/lib/testing/server-harness'

/** Many times what a command waits for Redis, so that a busy machine decides nothing. */
const BOUNDED_MS = 20_000

describeWithRedis('Redis out of reach', () => {
  let redis: RedisServer
  let nodes: NodesHarness
  let one: ServerHarness
  let two: ServerHarness

  beforeEach(async () => {
    redis = await RedisServer.start()
    nodes = new NodesHarness(redis)
    ;[one, two] = await Promise.all([nodes.add(), nodes.add()])
  })

  afterEach(async () => {
    await nodes.close()
    await redis.remove()
  })

  const reachable = (isReachable: boolean) =>
    expect.poll(() => [one, two].map((node) => nodes.isReachable(node))).toEqual([isReachable, isReachable])

  /** Two people on two nodes, of whom the first has an offer open. */
  async function gather() {
    const [ann, bob] = [await one.connect(), await two.connect()]
    const [annJoined, bobJoined] = [await ann.join('room'), await bob.join('room')]
    const { offerId, callOrder } = await ann.post()
    await bob.take('offer:posted')
    return { ann, bob, annJoined, bobJoined, offerId, callOrder }
  }

  async function expectRefusedInTime(client: TestClient): Promise<void> {
    const askedAt = performance.now()
    expect(await client.request('profile:update', { profile: 'new' })).toEqual({
      ok: false,
      code: 'internal',
    })
    expect(performance.now() - askedAt).toBeLessThan(BOUNDED_MS)
  }

  it('B9 answers requests with a code in bounded time, keeps the sockets, and is not ready', async () => {
    const { ann } = await gather()
    await redis.halt()
    await expectRefusedInTime(ann)
    await reachable(false)
    expect(ann.socket.connected).toBe(true)
    // Those who come meanwhile are answered too.
    const cid = await two.connect()
    expect(await cid.request('room:join', cid.describe('room'))).toEqual({ ok: false, code: 'internal' })
    await redis.resume()
    await reachable(true)
  })

  it('B9 answers in bounded time where Redis hangs', async () => {
    const { ann } = await gather()
    const thaw = redis.freeze()
    await expectRefusedInTime(ann)
    await reachable(false)
    // Those who come meanwhile are answered too.
    const cid = await two.connect()
    expect(await cid.request('room:join', cid.describe('room'))).toEqual({ ok: false, code: 'internal' })
    thaw()
    await reachable(true)
  })

  it('J8 rebuilds the rooms of a Redis that came back empty: everybody is sent away and returns by their token', async () => {
    const { ann, bob, annJoined, bobJoined, callOrder } = await gather()
    const gone = [ann.disconnected(), bob.disconnected()]
    await redis.halt()
    await reachable(false)
    await redis.resume()
    await Promise.all(gone)
    await reachable(true)
    // Each on the other's node.
    const [annAgain, bobAgain] = [await two.connect(), await one.connect()]
    const annBack = await annAgain.join('room', {
      ...ann.describe('room'),
      token: annJoined.token,
      callOrder,
    })
    expect(annBack.participantId).toBe(annJoined.participantId)
    const bobBack = await bobAgain.join('room', { ...bob.describe('room'), token: bobJoined.token })
    expect(bobBack.snapshot.participants).toHaveLength(2)
    expect(bobBack.snapshot.participants.find(({ id }) => id === annJoined.participantId)).toMatchObject({
      callOrder,
      isAway: false,
    })
    const { offerId } = await annAgain.post()
    await bobAgain.take('offer:posted', ({ offer }) => offer.id === offerId)
    expect(await bobAgain.answer(offerId)).toMatchObject({ ok: true })
  })

  it('finds everything again in a Redis that came back with its data, and nobody twice', async () => {
    const { ann, bob, annJoined, bobJoined, offerId } = await gather()
    await redis.halt({ isSaved: true })
    await reachable(false)
    await redis.resume()
    await reachable(true)
    // Nothing was missed, so nobody is sent away, given up or taken for somebody else.
    expect(await ann.request('profile:update', { profile: 'after' })).toEqual({ ok: true })
    const updated = await bob.take(
      'participant:updated',
      ({ participant }) => participant.profile === 'after',
    )
    expect(updated.participant).toMatchObject({ id: annJoined.participantId, isAway: false })
    expect(await bob.answer(offerId)).toMatchObject({ ok: true })
    await ann.take('offer:answered')
    const room = await one.read('room')
    expect(room?.participants.map(({ id }) => id)).toEqual([annJoined.participantId, bobJoined.participantId])
  })

  it('lets nobody stay for ever whose socket ended while Redis was away', async () => {
    const { ann, bob, annJoined } = await gather()
    await redis.halt({ isSaved: true })
    await reachable(false)
    ann.close()
    await redis.resume()
    await bob.take('participant:updated', ({ participant }) => participant.isAway)
    nodes.clock.advance(30_000)
    expect(await bob.take('participant:left')).toEqual({
      participantId: annJoined.participantId,
      reason: 'expired',
    })
  })
})
