import { randomInt } from 'node:crypto'
import { io } from 'socket.io-client'
import type { AnswerOf } from '@/lib/protocol/answers'
import { TestClient } from './server-harness'

/** As the browser's own socket has it. */
const RECONNECTION = { reconnectionDelay: 250, reconnectionDelayMax: 3_000, timeout: 6_000 }

/** How soon a refused join is tried again. */
const AGAIN_MS = 200

/** @returns a socket from an address of its own, as far as a server believes its proxy: bounds by address do not meet. */
export function dialAsSomebody(url: string, options: { readonly reconnection: boolean }): TestClient {
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  return new TestClient(
    io(url, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { 'x-forwarded-for': address },
      ...RECONNECTION,
      ...options,
    }),
  )
}

/** Somebody who stays: comes back by their token whenever their socket broke, as a page does. */
export class Resident {
  readonly client: TestClient
  readonly #room: string
  #joined: AnswerOf<'room:join'> | null = null
  #joins = 0
  readonly #waiting = new Set<() => void>()
  #isClosed = false

  constructor(url: string, room: string) {
    this.#room = room
    this.client = dialAsSomebody(url, { reconnection: true })
    this.client.socket.on('connect', () => void this.#join())
  }

  /** Joins so far, the first included. */
  get joins(): number {
    return this.#joins
  }

  /** Who it is, and what it saw of the room as it last came in. */
  get joined(): AnswerOf<'room:join'> {
    if (this.#joined === null) throw new Error('The resident is not inside')
    return this.#joined
  }

  /** @returns resolves once it has come in more often than `count` times */
  async pastJoin(count: number): Promise<void> {
    while (this.#joins <= count) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
      })
    }
  }

  close(): void {
    this.#isClosed = true
    this.client.close()
  }

  async #join(): Promise<void> {
    const token = this.#joined?.token
    const request = this.client.describe(this.#room, token === undefined ? {} : { token })
    // A socket that breaks answers nothing; the next one joins anew.
    const ack = await this.client.socket
      .timeout(5_000)
      .emitWithAck('room:join', request)
      .catch(() => null)
    if (this.#isClosed || ack === null) return
    if (!ack.ok) {
      setTimeout(() => {
        if (this.client.socket.connected) void this.#join()
      }, AGAIN_MS)
      return
    }
    this.#joined = ack
    this.#joins += 1
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }
}
