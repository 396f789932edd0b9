import { io, type Manager } from 'socket.io-client'
import { parseFact } from '@/lib/browser/signaling/parse-fact'
import type { SignalingSocket } from '@/lib/browser/signaling/signaling-socket'
import { ANSWER_SCHEMAS, type AnswerOf } from '@/lib/protocol/answers'
import type { NamedFact } from '@/lib/protocol/facts'
import type { RequestName } from '@/lib/protocol/requests'

/** What a page asked of the server. */
export interface AskedRequest {
  readonly name: string
  readonly request: unknown
}

/**
 * A real socket to the server under test, with somebody on the way: notes what passes, alters it where a test says so, and takes the
 * network away and back.
 */
export class SessionWire implements SignalingSocket {
  readonly asked: AskedRequest[] = []
  /** As the server sent them. */
  readonly facts: NamedFact[] = []
  /** What becomes of a fact on its way in; an empty list: it is lost. */
  alterFact: (fact: NamedFact) => readonly NamedFact[] = (fact) => [fact]
  readonly #lost: ReadonlySet<NamedFact['name']>
  readonly #listeners = new Set<(event: string, ...values: unknown[]) => void>()
  readonly #answerAlterations = new Map<string, (answer: unknown) => unknown>()
  /** What has come and waits; null: nothing waits. */
  #held: (() => void)[] | null = null
  readonly #socket: SignalingSocket
  readonly #manager: Manager

  /** @param lost - Facts that never arrive, whatever else becomes of facts. */
  constructor(url: string, lost: readonly NamedFact['name'][] = []) {
    this.#lost = new Set(lost)
    const socket = io(url, {
      autoConnect: false,
      forceNew: true,
      transports: ['websocket'],
      reconnectionDelay: 5,
      reconnectionDelayMax: 20,
    })
    this.#socket = socket
    this.#manager = socket.io
  }

  /** What becomes of a request on its way out. */
  alterRequest: (name: string, request: unknown) => unknown = (_, request) => request

  /** What becomes of granted answers to this request from now on. */
  alterAnswer<N extends RequestName>(name: N, alter: (answer: AnswerOf<N>) => AnswerOf<N>): void {
    this.#answerAlterations.set(name, (raw) => {
      const parsed = ANSWER_SCHEMAS[name].safeParse(raw)
      return parsed.success ? { ok: true, ...alter(parsed.data) } : raw
    })
  }

  countAsked(name: RequestName): number {
    return this.asked.filter((asked) => asked.name === name).length
  }

  /** Breaks the network under the page, without a word to the server. */
  cut(): void {
    this.#manager.reconnection(false)
    this.#manager.engine.close()
  }

  mend(): void {
    this.#manager.reconnection(true)
    this.#socket.connect()
  }

  /** What the server sends from now on arrives together, as in one response to a poll. */
  holdArrivals(): void {
    this.#held = []
  }

  releaseArrivals(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const arrive of held) arrive()
  }

  get connected(): boolean {
    return this.#socket.connected
  }

  connect(): void {
    this.#socket.connect()
  }

  disconnect(): void {
    this.#socket.disconnect()
  }

  on(event: string, listener: (...values: never[]) => void): void {
    this.#socket.on(event, listener)
  }

  /** Somebody on the way states something that the server did not. */
  state(fact: NamedFact): void {
    for (const listener of this.#listeners) listener(fact.name, fact.fact)
  }

  onAny(listener: (event: string, ...values: unknown[]) => void): void {
    this.#listeners.add(listener)
    this.#socket.onAny((event: string, value: unknown) => {
      const fact = parseFact(event, value)
      if (fact === null) throw new Error(`The server stated something outside the protocol: ${event}`)
      if (this.#lost.has(fact.name)) return
      this.facts.push(fact)
      this.#arrive(() => {
        for (const altered of this.alterFact(fact)) listener(altered.name, altered.fact)
      })
    })
  }

  removeAllListeners(): void {
    this.#socket.removeAllListeners()
  }

  offAny(): void {
    this.#listeners.clear()
    this.#socket.offAny()
  }

  timeout(timeoutMs: number): ReturnType<SignalingSocket['timeout']> {
    return {
      emit: (event, request, acknowledge) => {
        this.asked.push({ name: event, request })
        this.#socket.timeout(timeoutMs).emit(event, this.alterRequest(event, request), (error, answer) => {
          const altered = error ? answer : (this.#answerAlterations.get(event)?.(answer) ?? answer)
          this.#arrive(() => acknowledge(error, altered))
        })
      },
    }
  }

  #arrive(arrive: () => void): void {
    if (this.#held === null) arrive()
    else this.#held.push(arrive)
  }
}
