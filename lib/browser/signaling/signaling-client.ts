import { ANSWER_SCHEMAS, type AnswerOf, Refusal } from '@/lib/protocol/answers'
import type { ErrorCode } from '@/lib/protocol/errors'
import type { NamedFact } from '@/lib/protocol/facts'
import type { RequestName, RequestOf } from '@/lib/protocol/requests'
import { parseFact } from './parse-fact'
import type { SignalingSocket } from './signaling-socket'

/** Why a request got no answer of the server's: not connected, none in time, or one that does not fit the protocol. */
export type RequestFailure = 'offline' | 'timeout' | 'malformed'

export type RequestResult<N extends RequestName> =
  | { readonly ok: true; readonly answer: AnswerOf<N> }
  | { readonly ok: false; readonly code: ErrorCode | RequestFailure }

export interface SignalingClientOptions {
  readonly createSocket: () => SignalingSocket
  /** The socket is connected: the moment to join. */
  readonly onConnect: () => void
  /** The socket is lost; Socket.IO tries again by itself. */
  readonly onDisconnect: () => void
  readonly onFact: (fact: NamedFact) => void
  /** The server said something outside the protocol; it was dropped. */
  readonly onMalformed: (name: string) => void
}

/** How long a request waits: enough for a slow mobile network, short enough that a person has not given up. */
export const REQUEST_TIMEOUT_MS = 8_000

/**
 * Owns the Socket.IO client of one stay: sends requests, validates every answer and fact, knows no WebRTC.
 * Nothing is buffered while the socket is down: a request then fails with `offline` at once, since what the caller
 * wanted may no longer be true after the reconnect.
 */
export class SignalingClient {
  readonly #options: SignalingClientOptions
  readonly #socket: SignalingSocket
  #isClosed = false

  constructor(options: SignalingClientOptions) {
    this.#options = options
    this.#socket = options.createSocket()
    this.#socket.on('connect', () => this.#options.onConnect())
    this.#socket.on('disconnect', () => this.#handleDisconnect())
    this.#socket.onAny((name, value) => this.#handleFact(name, value))
  }

  get isConnected(): boolean {
    return this.#socket.connected
  }

  open(): void {
    if (!this.#isClosed) this.#socket.connect()
  }

  /** Drops a socket that seems dead and dials anew, without waiting for Socket.IO's own heartbeat. */
  reconnect(): void {
    if (this.#isClosed) return
    this.#socket.disconnect()
    this.#socket.connect()
  }

  request<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): Promise<RequestResult<N>> {
    return new Promise((resolve) => {
      this.ask(name, request, resolve, timeoutMs)
    })
  }

  /**
   * A request whose result is handed over as it arrives. A promise is late: what the server stated after the answer may have come in
   * the same packet, and then is handed over before whoever awaits it goes on (docs/protocol.md, B6).
   */
  ask<N extends RequestName>(
    name: N,
    request: RequestOf<N>,
    onResult: (result: RequestResult<N>) => void,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ): void {
    if (this.#isClosed || !this.#socket.connected) {
      onResult({ ok: false, code: 'offline' })
      return
    }
    this.#socket.timeout(timeoutMs).emit(name, request, (error, raw) => {
      if (error) onResult({ ok: false, code: this.#socket.connected ? 'timeout' : 'offline' })
      else onResult(this.readAnswer(name, raw))
    })
  }

  /** What an acknowledgement says, however it came. */
  readAnswer<N extends RequestName>(name: N, raw: unknown): RequestResult<N> {
    const refusal = Refusal.safeParse(raw)
    if (refusal.success) return { ok: false, code: refusal.data.code }
    const answer = ANSWER_SCHEMAS[name].safeParse(raw)
    if (answer.success) return { ok: true, answer: answer.data }
    this.#options.onMalformed(name)
    return { ok: false, code: 'malformed' }
  }

  /** Idempotent and final: no callback comes after it. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#socket.removeAllListeners()
    this.#socket.offAny()
    this.#socket.disconnect()
  }

  #handleDisconnect(): void {
    if (!this.#isClosed) this.#options.onDisconnect()
  }

  #handleFact(name: string, value: unknown): void {
    const fact = parseFact(name, value)
    if (fact === null) this.#options.onMalformed(name)
    else this.#options.onFact(fact)
  }
}
