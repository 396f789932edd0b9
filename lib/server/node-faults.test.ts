import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { buildChildProgram, type ChildProgram } from '@/lib/testing/child-program'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { LoadBalancer } from '@/lib/testing/load-balancer'
import { RedisServer } from '@/lib/testing/redis-server'
import { dialAsSomebody, Resident } from '@/lib/testing/resident'
import { ServerProcess } from '@/lib/testing/server-process'

/** Several times as long as an `impatient-node` lets another be silent. */
const OUTAGE_MS = 30_000

const ROOMS = ['one', 'two', 'three']
const PEOPLE_A_ROOM = 4

/** Real processes on a real Redis behind a load balancer, with people inside who come back as pages do. */
describeWithRedis('nodes that fail', () => {
  vi.setConfig({ testTimeout: 180_000 })
  let program: ChildProgram
  let redis: RedisServer
  let balancer: LoadBalancer
  let directory = ''
  const nodes: ServerProcess[] = []
  const residents: Resident[] = []

  beforeAll(async () => {
    program = await buildChildProgram('impatient-node')
  })
  afterAll(() => program.remove())

  beforeEach(async () => {
    redis = await RedisServer.start()
    directory = await mkdtemp(join(tmpdir(), 'earshot-faults-'))
    balancer = await LoadBalancer.start()
  })
  afterEach(async () => {
    for (const resident of residents.splice(0)) resident.close()
    balancer.close()
    await Promise.all(nodes.splice(0).map((node) => node.stop('SIGKILL')))
    await redis.remove()
    await rm(directory, { recursive: true, force: true })
  })

  async function startNode(): Promise<{ readonly node: ServerProcess; readonly url: string }> {
    const node = new ServerProcess(program.path, {
      REDIS_URL: redis.url,
      DATA_DIR: directory,
      TRUST_PROXY: '1',
      // Whoever was sent here before the load balancer knew has come in by then, on a busy machine too.
      EARSHOT_DRAIN_SECONDS: '5',
    })
    nodes.push(node)
    const url = await node.url()
    balancer.add(url)
    return { node, url }
  }

  /** Three rooms of four, all inside, spread over the nodes. */
  async function settle(): Promise<void> {
    for (const room of ROOMS) {
      for (let index = 0; index < PEOPLE_A_ROOM; index += 1) residents.push(new Resident(balancer.url, room))
    }
    await Promise.all(residents.map((resident) => resident.pastJoin(0)))
  }

  const namesOf = (people: readonly Resident[]) => people.map(({ joined }) => joined.participantId).sort()

  /** Each room as somebody sees it who comes in now: who is in it, all of them present. */
  async function expectRoomsWhole(url: string): Promise<void> {
    for (const [index, room] of ROOMS.entries()) {
      const inside = residents.slice(index * PEOPLE_A_ROOM, (index + 1) * PEOPLE_A_ROOM)
      await vi.waitFor(async () => {
        const visitor = dialAsSomebody(url, { reconnection: false })
        await visitor.connected()
        const { snapshot, participantId } = await visitor.join(room)
        await visitor.request('room:leave', {})
        visitor.close()
        const others = snapshot.participants.filter(({ id }) => id !== participantId)
        expect(others.map(({ id }) => id).sort()).toEqual(namesOf(inside))
        expect(others.filter(({ isAway }) => isAway)).toEqual([])
      }, 30_000)
    }
  }

  it('N4 J6 the people of a node that was killed are back through another', async () => {
    const [first, second] = [await startNode(), await startNode()]
    await settle()
    const before = namesOf(residents)
    await first.node.stop('SIGKILL')
    const isHit = ({ client, joins }: Resident) => !client.socket.connected || joins > 1
    const third = residents.length / 3
    await expect.poll(() => residents.filter(isHit).length).toBeGreaterThanOrEqual(third)
    await Promise.all(residents.filter(isHit).map((resident) => resident.pastJoin(1)))
    expect(namesOf(residents)).toEqual(before)
    await expectRoomsWhole(second.url)
  })

  it('N4 a node that hangs is given up, and does no harm when it wakes', async () => {
    const [first, second] = [await startNode(), await startNode()]
    await settle()
    const before = namesOf(residents)
    const watcher = dialAsSomebody(second.url, { reconnection: false })
    await watcher.connected()
    await watcher.join('one')
    const wake = first.node.freeze()
    await watcher.take('participant:updated', ({ participant }) => participant.isAway)
    const joins = residents.map((resident) => resident.joins)
    wake()
    // Those who were its are sent away, and come back; nobody else moves.
    await watcher.take('participant:updated', ({ participant }) => !participant.isAway)
    await watcher.request('room:leave', {})
    watcher.close()
    await expectRoomsWhole(second.url)
    await expectRoomsWhole(first.url)
    expect(namesOf(residents)).toEqual(before)
    expect(residents.filter((resident, index) => resident.joins === joins[index]).length).toBeGreaterThan(0)
  })

  it.each([
    ['with its data, and nobody notices but by refusals', true],
    ['without its data, and the people bring everything back', false],
  ])('N5 Redis is gone for half a minute, and comes back %s', async (_name, isSaved) => {
    const [first, second] = [await startNode(), await startNode()]
    await settle()
    const before = namesOf(residents)
    const statusOf = async (url: string) => (await fetch(`${url}/readyz`)).status
    await redis.halt({ isSaved })
    const haltedAt = performance.now()
    for (const { url } of [first, second]) {
      await expect.poll(() => statusOf(url)).toBe(503)
    }
    const [ann] = residents
    expect(await ann?.client.request('profile:update', { profile: 'meanwhile' })).toEqual({
      ok: false,
      code: 'internal',
    })
    await expect.poll(() => first.node.stdout).toContain('Redis is out of reach')
    await expect
      .poll(() => performance.now() - haltedAt, { timeout: 2 * OUTAGE_MS })
      .toBeGreaterThan(OUTAGE_MS)
    await redis.resume()
    for (const { url } of [first, second]) {
      await expect.poll(() => statusOf(url)).toBe(200)
    }
    if (!isSaved) await Promise.all(residents.map((resident) => resident.pastJoin(1)))
    await expectRoomsWhole(first.url)
    await expectRoomsWhole(second.url)
    expect(namesOf(residents)).toEqual(before)
  })

  it('M6 no join fails while every node is replaced under load', async () => {
    const first = await startNode()
    const second = await startNode()
    await settle()
    const before = namesOf(residents)
    let isOver = false
    let joins = 0
    const failures: unknown[] = []
    const comeAndGo = async (room: string) => {
      while (!isOver) {
        const visitor = dialAsSomebody(balancer.url, { reconnection: false })
        try {
          await visitor.connected()
          // Another room each time: one of them bears no more than a few joins a second.
          const request = visitor.describe(`${room}-${joins}`)
          const ack = await visitor.socket.timeout(20_000).emitWithAck('room:join', request)
          if (!ack.ok) failures.push(ack.code)
          joins += 1
          await visitor.request('room:leave', {})
        } catch (error) {
          failures.push(error)
        }
        visitor.close()
      }
    }
    const load = ['four', 'five', 'six', 'seven'].map(comeAndGo)
    const replace = async (old: { readonly node: ServerProcess; readonly url: string }) => {
      const successor = await startNode()
      expect(await old.node.stop('SIGTERM')).toBe(0)
      balancer.remove(old.url)
      return successor
    }
    await replace(first)
    const last = await replace(second)
    isOver = true
    await Promise.all(load)
    expect(failures).toEqual([])
    expect(joins).toBeGreaterThan(20)
    await expectRoomsWhole(last.url)
    expect(namesOf(residents)).toEqual(before)
  })
})
