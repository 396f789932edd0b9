import { once } from 'node:events'
import { createServer } from 'node:http'
import { pino } from 'pino'
import { io as connectSocket, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import type * as z from 'zod/mini'
import type { Ack } from '@/lib/protocol/answers'
import { FACTS, type FactName, type FactOf } from '@/lib/protocol/facts'
import { createRandomId } from '@/lib/protocol/ids'
import type { RequestName, RequestOf } from '@/lib/protocol/requests'
import { Metrics } from '@/lib/server/ops/metrics'
import { createRateLimits, RATES, type Rates } from '@/lib/server/ops/rate-limits'
import { createRoomHash } from '@/lib/server/ops/room-hash'
import { createSessionTokens } from '@/lib/server/ops/session-tokens'
import type { RoomService } from '@/lib/server/room-service'
import { isEmptyRoom, type Room } from '@/lib/server/rooms/room'
import { type AttachedSockets, attachSockets } from '@/lib/server/socket/attach-sockets'
import { SOCKET_BOUNDS, type SocketBounds } from '@/lib/server/socket/socket-bounds'
import { MemoryRoomStore } from '@/lib/server/store/memory-room-store'
import type { RoomStore } from '@/lib/server/store/room-store'
import { HandClock } from './hand-clock'

/** What a test may set; the rest is as in a small server. */
export interface ServerHarnessOptions {
  readonly secret?: string
  readonly maxParticipants?: number
  /** Off unless a test is about it: then people in the lobby have no connections. */
  readonly isInstantAnswerOn?: boolean
  readonly rates?: Partial<Rates>
  readonly bounds?: Partial<SocketBounds>
  readonly store?: RoomStore
  /** Makes it one of several nodes, in the place of `store`. */
  readonly service?: RoomService
  /** One for all nodes. */
  readonly clock?: HandClock
  /** Gets each log line. */
  readonly onLog?: (line: string) => void
}

/** All of a test's clients come from one address. */
const PATIENT = { joinsPerMinute: 1_000, roomJoinsPerMinute: 1_000, handshakesPerMinute: 10_000 }

/** A socket layer on a free port, with time turned by hand. */
export class ServerHarness {
  readonly clock: HandClock
  readonly store: RoomStore
  readonly metrics = new Metrics()
  readonly #httpServer = createServer()
  readonly #clients: TestClient[] = []
  readonly #sockets: AttachedSockets
  readonly #service: RoomService | undefined

  constructor(options: ServerHarnessOptions = {}) {
    this.#service = options.service
    this.clock = options.clock ?? new HandClock()
    this.store = options.service?.store ?? options.store ?? new MemoryRoomStore({ maxRooms: 100 })
    this.#sockets = attachSockets(this.#httpServer, {
      clock: this.clock,
      logger: pino({ level: 'trace' }, { write: (line) => options.onLog?.(line) }),
      store: this.store,
      tokens: createSessionTokens(options.secret ?? 'secret', this.clock),
      rateLimits: createRateLimits(
        { ...RATES, ...PATIENT, ...options.rates },
        options.service?.createLimiter,
        (name) => this.metrics.noteLimit(name),
      ),
      metrics: this.metrics,
      hashRoom: createRoomHash(options.secret ?? 'secret'),
      bounds: { ...SOCKET_BOUNDS, ...options.bounds },
      createIceConfiguration: () => ({ iceServers: [], iceTransportPolicy: 'all', expiresAt: null }),
      maxParticipants: options.maxParticipants ?? 8,
      isInstantAnswerOn: options.isInstantAnswerOn ?? false,
      graceMs: 30_000,
      trustedProxies: 0,
      node: options.service?.node ?? null,
    })
  }

  /** @param port Any free one, or that of a server before which this one takes the place of. */
  async listen(port = 0): Promise<void> {
    this.#httpServer.listen(port, '127.0.0.1')
    await once(this.#httpServer, 'listening')
    await this.#sockets.start()
  }

  /** The id that its sockets bear among those of other nodes; empty where there are none. */
  get nodeId(): string {
    return this.#service?.node?.membership.id ?? ''
  }

  get url(): string {
    const address = this.#httpServer.address()
    if (typeof address !== 'object' || address === null) throw new Error('The harness does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  /** A client whose socket is connected and in no room. */
  async connect(options: Partial<ManagerOptions & SocketOptions> = {}): Promise<TestClient> {
    const socket = connectSocket(this.url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    })
    const client = new TestClient(socket)
    this.#clients.push(client)
    await client.connected()
    return client
  }

  /** @returns the room, or undefined where nobody is in it. */
  async read(roomId: string): Promise<Room | undefined> {
    const outcome = await this.store.update(roomId, (room) => ({ room, result: room }))
    return outcome.ok && !isEmptyRoom(outcome.result) ? outcome.result : undefined
  }

  /** What connections take of the server. */
  usage() {
    return this.#sockets.usage()
  }

  /** Listeners on the HTTP server: they must not grow with what comes and goes. */
  get listeners(): number {
    const events = this.#httpServer.eventNames()
    return events.reduce((sum, event) => sum + this.#httpServer.listenerCount(event), 0)
  }

  /** Stops the server under its clients. */
  async stop(): Promise<void> {
    await this.#sockets.close()
  }

  /** Ends everything that the test started. */
  async close(): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.stop()
  }
}

/** One real Socket.IO client that keeps every fact until a test takes it. */
export class TestClient {
  readonly page = createRandomId()
  readonly seed = createRandomId()
  readonly memberKey = createRandomId()
  readonly socket: Socket
  readonly #facts: { readonly name: string; readonly fact: unknown }[] = []
  readonly #waiting = new Set<() => void>()

  constructor(socket: Socket) {
    this.socket = socket
    socket.onAny((name: string, fact: unknown) => {
      this.#facts.push({ name, fact })
      for (const wake of this.#waiting) wake()
    })
  }

  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve)
      this.socket.once('connect_error', reject)
    })
  }

  /** @returns why the socket ended. */
  disconnected(): Promise<string> {
    return new Promise((resolve) => {
      this.socket.once('disconnect', resolve)
    })
  }

  request<N extends RequestName>(name: N, request: RequestOf<N>): Promise<Ack<N>> {
    return this.ask(name, request)
  }

  /** Sends anything at all. */
  ask<T>(name: string, ...args: readonly unknown[]): Promise<T> {
    return this.socket.emitWithAck(name, ...args)
  }

  /** What this client says of itself when it joins. */
  describe(room: string, overrides: Partial<RequestOf<'room:join'>> = {}): RequestOf<'room:join'> {
    const { page, seed, memberKey } = this
    return { room, profile: 'profile', page, seed, memberKey, ...overrides }
  }

  /** Joins, and fails the test where it is refused. */
  async join(room: string, overrides: Partial<RequestOf<'room:join'>> = {}) {
    const ack = await this.request('room:join', this.describe(room, overrides))
    if (!ack.ok) throw new Error(`The join was refused: ${ack.code}`)
    return ack
  }

  /** Posts an offer under a fresh id. */
  async post(candidates: string[] = []) {
    const offerId = createRandomId()
    const ack = await this.request('offer:post', { offerId, description: 'offer', candidates })
    if (!ack.ok) throw new Error(`The offer was refused: ${ack.code}`)
    return { offerId, ...ack }
  }

  answer(offerId: string): Promise<Ack<'offer:answer'>> {
    return this.request('offer:answer', { offerId, description: 'answer', candidates: ['answer-candidate'] })
  }

  /** Takes the next fact of a name that fits, waiting for it; earlier others of it are dropped. */
  async take<N extends FactName>(
    name: N,
    fits: (fact: FactOf<N>) => boolean = () => true,
  ): Promise<FactOf<N>> {
    for (;;) {
      const index = this.#facts.findIndex((entry) => entry.name === name)
      if (index === -1) await this.#nextFact()
      else {
        const [entry] = this.#facts.splice(index, 1)
        const fact: FactOf<N> = parseFact(name, entry?.fact)
        if (fits(fact)) return fact
      }
    }
  }

  /**
   * @returns the names of facts that came and were not taken. A room's facts and acknowledgements come in the order of what
   * happened, so an acknowledged request of this client proves that nothing earlier is still on its way.
   */
  get untaken(): readonly string[] {
    return this.#facts.map(({ name }) => name)
  }

  close(): void {
    this.socket.disconnect()
  }

  #nextFact(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake)
        resolve()
      }
      this.#waiting.add(wake)
    })
  }
}

/** A fact outside the protocol fails the test. */
function parseFact<N extends FactName>(name: N, fact: unknown): FactOf<N> {
  const schema: z.ZodMiniType<FactOf<N>> = FACT_SCHEMAS[name]
  return schema.parse(fact)
}

const FACT_SCHEMAS: { readonly [N in FactName]: z.ZodMiniType<FactOf<N>> } = FACTS
