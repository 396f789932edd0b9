import { pino } from 'pino'
import { connectToRedis } from '@/lib/server/connect-to-redis'
import type { RoomService } from '@/lib/server/room-service'
import type { NodeTimes } from '@/lib/server/store/redis-node'
import { HandClock } from './hand-clock'
import type { RedisServer } from './redis-server'
import { ServerHarness, type ServerHarnessOptions } from './server-harness'

/**
 * Signs of life far more often than in earnest, so that tests see the end of a node in seconds. Not sooner: all nodes are this one
 * process, which a busy machine lets stand still for a second, and then each would give up the others.
 */
const TIMES: NodeTimes = { beatMs: 100, silentMs: 3_000 }

/** One node of a test's service. */
interface TestNode {
  readonly server: ServerHarness
  readonly service: RoomService
}

/** Several nodes in this process, on one Redis, with one clock for the rules of rooms. */
export class NodesHarness {
  readonly clock = new HandClock()
  readonly #redis: RedisServer
  readonly #options: ServerHarnessOptions
  readonly #nodes: TestNode[] = []

  constructor(redis: RedisServer, options: ServerHarnessOptions = {}) {
    this.#redis = redis
    this.#options = options
  }

  /** Starts one more node. */
  async add(): Promise<ServerHarness> {
    const logger = pino({ level: 'silent' })
    const service = await connectToRedis({
      url: this.#redis.url,
      secret: 'secret',
      logger,
      times: TIMES,
    })
    const server = new ServerHarness({ ...this.#options, clock: this.clock, service })
    this.#nodes.push({ server, service })
    await server.listen()
    return server
  }

  /** Whether a node would have people sent to it. */
  isReachable(server: ServerHarness): boolean {
    return this.#find(server).service.isReachable()
  }

  /** Ends a node without a word to anybody: not to Redis, not to the others. */
  async crash(server: ServerHarness): Promise<void> {
    const node = this.#find(server)
    this.#nodes.splice(this.#nodes.indexOf(node), 1)
    await node.service.close()
    await server.close()
  }

  /** Ends one node in good order. */
  async stop(server: ServerHarness): Promise<void> {
    const node = this.#find(server)
    this.#nodes.splice(this.#nodes.indexOf(node), 1)
    await server.close()
    await node.service.close()
  }

  /** Ends everything that the test started. */
  async close(): Promise<void> {
    for (const { server } of [...this.#nodes]) await this.stop(server)
  }

  #find(server: ServerHarness): TestNode {
    const node = this.#nodes.find((other) => other.server === server)
    if (node === undefined) throw new Error('No node of this service')
    return node
  }
}
