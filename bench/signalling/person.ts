import { randomInt } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { createRandomId } from '@/lib/protocol/ids'

/** A sealed description with its candidates, as Chromium's are for audio and video. */
const DESCRIPTION_LENGTH = 3_500
const CANDIDATES = 6
const CANDIDATE_LENGTH = 260
const PROFILE_LENGTH = 160

/** As the browser's own socket has it. */
const RECONNECTION = { reconnectionDelay: 250, reconnectionDelayMax: 3_000, timeout: 20_000 }

const ANSWER_MS = 60_000

const text = (length: number) => 'p'.repeat(length)

/** What a request is acknowledged with, as far as a benchmark reads it. */
interface Acknowledgement {
  readonly ok: boolean
  readonly code?: string
  readonly participantId?: string
  readonly token?: string
}

/** What a person of the crowd tells of. */
export interface PersonEvents {
  /** A relayed message has come, with what it carried. */
  readonly onSignal: (payload: string) => void
  /** The person is inside again after its socket broke. @param tookMs since it broke */
  readonly onBack: (tookMs: number) => void
}

/** One real Socket.IO client, that joins a room, stands in its call and comes back by its token. */
export class Person {
  readonly socket: Socket
  readonly room: string
  /** Bytes of Socket.IO messages received, heartbeats left out. */
  receivedBytes = 0
  id = ''
  readonly #seed = createRandomId()
  readonly #memberKey = createRandomId()
  readonly #page = createRandomId()
  #token: string | undefined
  #brokenAt: number | null = null

  constructor(url: string, room: string, events: PersonEvents) {
    this.room = room
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      // Each from an address of its own, as the server's proxy says: bounds by address are not what is measured.
      extraHeaders: { 'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` },
      ...RECONNECTION,
    })
    this.socket.on('link:signal', ({ payload }: { readonly payload: string }) => events.onSignal(payload))
    this.socket.on('connect', () => {
      this.socket.io.engine.on('packet', ({ data }: { readonly data?: unknown }) => {
        if (typeof data === 'string') this.receivedBytes += data.length
      })
      if (this.#brokenAt === null) return
      const brokenAt = this.#brokenAt
      this.#brokenAt = null
      void this.#join().then(() => events.onBack(performance.now() - brokenAt))
    })
    this.socket.on('disconnect', () => {
      this.#brokenAt = performance.now()
    })
  }

  /** Connects and joins. @returns milliseconds from the request to its answer */
  async arrive(): Promise<number> {
    await new Promise<void>((resolve) => {
      this.socket.once('connect', resolve)
      this.socket.connect()
    })
    return this.#join()
  }

  /** Enters the call with a standing offer. */
  async enterCall(): Promise<void> {
    await this.#ask('offer:post', {
      offerId: createRandomId(),
      description: text(DESCRIPTION_LENGTH),
      candidates: Array.from({ length: CANDIDATES }, () => text(CANDIDATE_LENGTH)),
    })
  }

  /** Has the server carry a description to somebody else in the call. @param mark comes first in the payload */
  signal(to: string, linkId: string, mark: string): Promise<unknown> {
    return this.#ask('link:signal', { to, linkId, payload: `${mark} ${text(DESCRIPTION_LENGTH)}` })
  }

  /** Breaks the connection under the socket, as a lost network does. */
  break(): void {
    this.socket.io.engine.close()
  }

  /** Answered after everything that was told before it (docs/protocol.md, B6). */
  async catchUp(): Promise<void> {
    await this.#ask('ice:renew', {})
  }

  async leave(): Promise<void> {
    await this.#ask('room:leave', {})
    this.close()
  }

  close(): void {
    this.socket.disconnect()
  }

  async #join(): Promise<number> {
    const startedAt = performance.now()
    const { participantId, token } = await this.#ask('room:join', {
      room: this.room,
      seed: this.#seed,
      memberKey: this.#memberKey,
      page: this.#page,
      profile: text(PROFILE_LENGTH),
      ...(this.#token === undefined ? {} : { token: this.#token }),
    })
    this.id = participantId ?? ''
    this.#token = token
    return performance.now() - startedAt
  }

  async #ask(event: string, request: object): Promise<Acknowledgement> {
    const ack: Acknowledgement = await this.socket.timeout(ANSWER_MS).emitWithAck(event, request)
    if (!ack.ok) throw new Error(`${event} was refused: ${ack.code}`)
    return ack
  }
}
