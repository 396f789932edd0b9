import { createRandomId } from '@/lib/protocol/ids'
import { EMPTY_ROOM } from '@/lib/server/rooms/room'
import { FakeClock } from './peer-fake-clock'
import { ServerHarness, type ServerHarnessOptions } from './server-harness'
import { SessionNetwork } from './session-network'
import { TestPerson, type TestPersonOptions } from './session-person'

export interface SessionBenchOptions {
  /** The fragment of the room's link: with a key or without. */
  readonly fragment: string
  readonly server?: ServerHarnessOptions
  /** Links are made while an offer rings. Without, what makes them is lost on the way, so that everybody claims the standing offer. */
  readonly isPreparing?: boolean
}

type PersonOptions = Partial<
  Pick<
    TestPersonOptions,
    'earlyJoin' | 'fragment' | 'isSecure' | 'localStorage' | 'sessionStorage' | 'wishes'
  >
>

/** Small enough that no timer of a page overtakes what it waits for by more than this. */
const STEP_MS = 5
/** A page's time against real time, at most. Sockets live in the latter, so a round trip to the server takes some ten milliseconds of a page's. */
const SPEED = 40
/** How often pages wait for the machine's other threads, in steps. */
const STEPS_A_BREATH = 8
/** What has not come true by then will not: a bound for the failing case alone, on a machine that does much else. */
const PATIENCE_MS = 40_000
/** For tests of whole sessions: longer than the bench's own patience, whose failure says more. */
export const SESSION_TEST = { timeout: 120_000 }

/**
 * Whole sessions against a real server: sockets are real, browsers are fakes. Pages, links and media live in a time that passes only
 * while a test waits for something, step by step, each with a turn of the event loop in which sockets get on.
 */
export class SessionBench {
  readonly clock = new FakeClock()
  readonly room = `room-${createRandomId().toLowerCase()}`
  readonly network = new SessionNetwork(this.clock)
  readonly #options: SessionBenchOptions
  readonly #people: TestPerson[] = []
  #server: ServerHarness

  private constructor(options: SessionBenchOptions) {
    this.#options = options
    this.#server = new ServerHarness(options.server)
  }

  static async open(options: SessionBenchOptions): Promise<SessionBench> {
    const bench = new SessionBench(options)
    await bench.#server.listen()
    return bench
  }

  get server(): ServerHarness {
    return this.#server
  }

  /** A page that is being loaded. */
  person(name: string, options: PersonOptions = {}): TestPerson {
    const person = new TestPerson({
      name,
      room: this.room,
      fragment: this.#options.fragment,
      url: this.#server.url,
      clock: this.clock,
      epochMs: () => this.#server.clock.now() + this.clock.now(),
      network: this.network,
      lostFacts: this.#options.isPreparing ? [] : ['link:prepared'],
      ...options,
    })
    this.#people.push(person)
    void person.session.start()
    return person
  }

  /** Somebody whom the room has taken in. */
  async inLobby(name: string, options?: PersonOptions): Promise<TestPerson> {
    const person = this.person(name, options)
    await this.until(() => person.state.signaling === 'online' && person.state.settings !== null)
    return person
  }

  /** Somebody in the call: alone in it, or linked to everybody who is. */
  async inCall(name: string, options?: PersonOptions): Promise<TestPerson> {
    const others = this.#people.filter(({ state }) => state.phase === 'call')
    const person = await this.inLobby(name, options)
    person.session.enterCall()
    await this.until(() => person.state.phase === 'call' && person.wire.countAsked('offer:post') > 0)
    await this.untilLinked(person, ...others)
    return person
  }

  /** Ann calls, and each of the others looks at her offer until their link is made as far as `countMade` says. */
  async ring(countMade: (person: TestPerson) => number, ...names: readonly string[]) {
    const ann = await this.inCall('Ann')
    const waiting: TestPerson[] = []
    for (const name of names) {
      const person = await this.inLobby(name)
      await this.until(() => countMade(person) === 1)
      waiting.push(person)
    }
    await this.until(() => countMade(ann) === names.length)
    return { ann, waiting }
  }

  /** Everybody here is linked to everybody else here, with a safety code. */
  async untilLinked(...people: readonly TestPerson[]): Promise<void> {
    await this.until(() =>
      people.every((one) => people.every((other) => one === other || one.isLinkedTo(other))),
    )
  }

  /** Lets time pass until something holds. Fails with what everybody sees where it does not come true. */
  async until(holds: () => boolean): Promise<void> {
    const startedAt = performance.now()
    let isDueAt = startedAt
    for (let steps = 0; !holds(); ) {
      const now = performance.now()
      if (now - startedAt > PATIENCE_MS) throw new Error(`Never came true: ${holds}\n${this.#describe()}`)
      if (now < isDueAt) {
        await this.clock.advance(0)
        continue
      }
      // What a busy machine held up is not made up for: timers would run out before what they wait for had a chance.
      isDueAt = now + STEP_MS / SPEED
      await this.clock.advance(STEP_MS)
      steps += 1
      if (steps % STEPS_A_BREATH === 0) await otherThreads()
    }
  }

  /** Lets this much of the pages' time pass, for what must not happen meanwhile. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.now() + ms
    await this.until(() => this.clock.now() >= end)
  }

  /** Another server in the place of the one that stopped: it knows what hosts have set, and nobody who was there. */
  async restartServer(whileDown: () => Promise<void> = async () => undefined): Promise<void> {
    const { room, settings } = { room: this.room, settings: (await this.#server.read(this.room))?.settings }
    const port = Number(new URL(this.#server.url).port)
    await this.#server.stop()
    await whileDown()
    this.#server = new ServerHarness(this.#options.server)
    if (settings !== undefined) {
      await this.#server.store.update(room, () => ({ room: { ...EMPTY_ROOM, settings }, result: null }))
    }
    await this.#server.listen(port)
  }

  async close(): Promise<void> {
    for (const { session } of this.#people) session.close()
    await this.#server.close()
  }

  #describe(): string {
    return this.#people
      .map(({ name, state }) => {
        const others = state.participants.map((other) => {
          const { isInCall, link, safetyCode } = other
          return `${other.name} ${isInCall ? 'in the call' : 'in the lobby'}, link ${link}, code ${safetyCode}`
        })
        const notices = state.notices.map(({ code }) => code)
        return `${name}: ${state.phase} ${state.signaling} ${state.refusal} [${notices}] {${others.join('; ')}}`
      })
      .join('\n')
  }
}

/** Resolves when the threads that seal and open have come to something, which on a busy machine takes as long as their work does. */
async function otherThreads(): Promise<void> {
  await crypto.subtle.digest('SHA-256', new Uint8Array(1))
}
