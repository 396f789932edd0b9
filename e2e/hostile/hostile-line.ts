import type { Socket } from 'socket.io'
import { io, type Socket as ServerSocket } from 'socket.io-client'
import type { PassingMessage, Tamper } from './passing-message'

export interface HostileLineOptions {
  /** The browser's end. */
  readonly socket: Socket
  readonly serverOrigin: string
  readonly isEndHidden: () => boolean
  /** Hears of each message as it comes. */
  readonly note: (message: PassingMessage) => void
  /** Says what goes on in its place, in its turn. */
  readonly pass: Tamper
}

/** Owns one browser's socket and the one to the server that stands for it. Each direction keeps its order. */
export class HostileLine {
  readonly #options: HostileLineOptions
  readonly #server: ServerSocket
  #up: Promise<void> = Promise.resolve()
  #down: Promise<void> = Promise.resolve()
  #hasServerEnded = false
  /** By request: what the server answered last, for when it answers no more. */
  readonly #lastAnswers = new Map<string, unknown>()

  constructor(options: HostileLineOptions) {
    const { socket, serverOrigin } = options
    this.#options = options
    this.#server = io(serverOrigin, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: serverOrigin },
    })
    socket.onAny((name: string, body: unknown, acknowledge: unknown) => {
      this.#passUp(name, body, (answer) => {
        if (typeof acknowledge === 'function') acknowledge(answer)
      })
    })
    socket.on('disconnect', () => this.#server.disconnect())
    this.#server.onAny((name: string, body: unknown) => {
      this.#passDown({ kind: 'fact', name, body }, (fact) => socket.emit(name, fact))
    })
    this.#server.on('connect_error', () => socket.disconnect(true))
    this.#server.on('disconnect', () => {
      this.#hasServerEnded = true
      if (!options.isEndHidden()) socket.disconnect(true)
    })
  }

  state(name: string, fact: unknown): void {
    this.#options.socket.emit(name, fact)
  }

  close(): void {
    this.#server.disconnect()
    this.#options.socket.disconnect(true)
  }

  #passUp(name: string, body: unknown, acknowledge: (answer: unknown) => void): void {
    const message: PassingMessage = { kind: 'request', name, body }
    this.#options.note(message)
    this.#up = this.#up.then(async () => {
      for (const changed of await this.#options.pass(message)) {
        if (this.#hasServerEnded) {
          acknowledge(this.#lastAnswers.get(name) ?? { ok: true })
          return
        }
        this.#server.emit(name, changed, (answer: unknown) => {
          this.#lastAnswers.set(name, answer)
          this.#passDown({ kind: 'acknowledgement', name, body: answer }, acknowledge)
        })
      }
    })
  }

  #passDown(message: PassingMessage, deliver: (body: unknown) => void): void {
    this.#options.note(message)
    this.#down = this.#down.then(async () => {
      for (const body of await this.#options.pass(message)) deliver(body)
    })
  }
}
