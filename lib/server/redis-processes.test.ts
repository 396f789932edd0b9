import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildChildProgram, type ChildProgram } from '@/lib/testing/child-program'
import { describeWithRedis } from '@/lib/testing/describe-with-redis'
import { RedisServer } from '@/lib/testing/redis-server'
import { TestClient } from '@/lib/testing/server-harness'
import { ServerProcess } from '@/lib/testing/server-process'

describe('a server without REDIS_URL', () => {
  it('loads nothing that speaks to Redis', async () => {
    const program = await buildChildProgram('server-without-pages')
    const imports = (await readFile(program.path, 'utf8'))
      .split('\n')
      .filter((line) => /^import\b/.test(line))
    await program.remove()
    expect(imports.some((line) => line.includes('socket.io'))).toBe(true)
    expect(imports.filter((line) => line.includes('redis'))).toEqual([])
  })
})

describeWithRedis('server processes with one REDIS_URL', () => {
  let program: ChildProgram
  let redis: RedisServer
  let directory = ''
  const clients: TestClient[] = []
  const servers: ServerProcess[] = []

  beforeAll(async () => {
    program = await buildChildProgram('server-without-pages')
  })
  afterAll(() => program.remove())

  beforeEach(async () => {
    redis = await RedisServer.start()
    directory = await mkdtemp(join(tmpdir(), 'earshot-node-'))
  })
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close()
    await Promise.all(servers.splice(0).map((server) => server.stop('SIGKILL')))
    await redis.remove()
    await rm(directory, { recursive: true, force: true })
  })

  /** A node that was told of nothing but Redis. */
  function start(): ServerProcess {
    const server = new ServerProcess(program.path, {
      REDIS_URL: redis.url,
      DATA_DIR: directory,
      EARSHOT_SECRET: '',
    })
    servers.push(server)
    return server
  }

  async function open(url: string): Promise<TestClient> {
    const client = new TestClient(io(url, { transports: ['websocket'], forceNew: true, reconnection: false }))
    clients.push(client)
    await client.connected()
    return client
  }

  it('are one service that outlives the SIGKILL of one of them: tokens of one are good on all', async () => {
    const nodes = [start(), start()]
    const [one = '', two = ''] = await Promise.all(nodes.map((node) => node.url()))
    const [ann, bob] = [await open(one), await open(two)]
    const before = await ann.join('room')
    const { offerId } = await ann.post()
    const { snapshot } = await bob.join('room')
    expect(snapshot.offers.map(({ id }) => id)).toEqual([offerId])
    await nodes[0]?.stop('SIGKILL')
    const again = await open(two)
    const after = await again.join('room', { ...ann.describe('room'), token: before.token })
    expect(after.participantId).toBe(before.participantId)
    expect(await bob.answer(offerId)).toMatchObject({ ok: true })
    expect(await again.take('offer:answered')).toMatchObject({ offerId })
  })

  it('take nobody in while Redis is out of reach, and again when it is back', async () => {
    const url = await start().url()
    const status = async () => (await fetch(`${url}/readyz`)).status
    expect(await status()).toBe(200)
    await redis.halt()
    await expect.poll(status).toBe(503)
    await redis.resume()
    await expect.poll(status).toBe(200)
  })

  it('stop in good order while people are inside, with Redis and without it', async () => {
    const server = start()
    const ann = await open(await server.url())
    await ann.join('room')
    expect(await server.stop('SIGTERM')).toBe(0)
    const other = start()
    await other.url()
    await redis.halt()
    expect(await other.stop('SIGTERM')).toBe(0)
  })

  it('do not start where Redis cannot be reached, and say so in one line', async () => {
    await redis.halt()
    const server = start()
    expect(await server.end).toBe(1)
    expect(server.stderr).toMatch(/^Earshot cannot start: REDIS_URL: .+\n$/)
  })
})
