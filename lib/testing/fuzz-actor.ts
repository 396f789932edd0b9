import { io as connectSocket, type Socket } from 'socket.io-client'

/** What became of one message: acknowledged, sent without asking for that, or its socket ended before. */
export type FuzzAnswer =
  | { readonly kind: 'acknowledged'; readonly ack: unknown }
  | { readonly kind: 'unasked' }
  | { readonly kind: 'lost' }

/** What an actor works with. */
export interface FuzzActorParts {
  readonly url: string
  readonly transport: 'websocket' | 'polling'
  readonly onFact: (name: string, fact: unknown) => void
  /** The server broke a rule of acknowledgements. */
  readonly onViolation: (text: string) => void
}

/** Socket.IO's packet types of acknowledgements, plain and with bytes. */
const ACK_TYPES: ReadonlySet<number> = new Set([3, 6])

/** Owns one real Socket.IO client at a time, made anew after each end, and keeps account of every acknowledgement. */
export class FuzzActor {
  readonly #parts: FuzzActorParts
  readonly #waiting = new Set<(answer: FuzzAnswer) => void>()
  #socket: Socket | null = null
  /** In a room or waiting at its door, as far as it has heard. */
  hasEntered = false

  constructor(parts: FuzzActorParts) {
    this.#parts = parts
  }

  /** Connects where there is no connection. */
  async connect(): Promise<void> {
    if (this.#socket?.connected === true) return
    const socket = connectSocket(this.#parts.url, {
      transports: [this.#parts.transport],
      forceNew: true,
      reconnection: false,
    })
    this.#socket = socket
    this.hasEntered = false
    this.#countAcknowledgements(socket)
    socket.onAny((name: string, fact: unknown) => {
      if (name === 'knock:answered') this.hasEntered = false
      this.#parts.onFact(name, fact)
    })
    socket.once('disconnect', () => {
      this.hasEntered = false
      for (const settle of this.#waiting) settle({ kind: 'lost' })
      this.#waiting.clear()
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
  }

  /** Sends anything at all. Resolves with what became of it, and never where the server forgets to answer. */
  send(event: string, args: readonly unknown[], hasAcknowledgement: boolean): Promise<FuzzAnswer> {
    const socket = this.#socket
    if (socket === null || !socket.connected) return Promise.resolve({ kind: 'lost' })
    if (!hasAcknowledgement) {
      socket.emit(event, ...args)
      return Promise.resolve({ kind: 'unasked' })
    }
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      socket.emit(event, ...args, (...acks: readonly unknown[]) => {
        this.#waiting.delete(resolve)
        if (acks.length !== 1) this.#parts.onViolation(`an acknowledgement of ${acks.length} values`)
        resolve({ kind: 'acknowledged', ack: acks[0] })
      })
    })
  }

  close(): void {
    this.#socket?.disconnect()
  }

  #countAcknowledgements(socket: Socket): void {
    const acknowledged = new Set<unknown>()
    const handlePacket = ({ type, id }: { readonly type: number; readonly id?: number | undefined }) => {
      if (!ACK_TYPES.has(type)) return
      if (acknowledged.has(id)) this.#parts.onViolation('a message acknowledged twice')
      acknowledged.add(id)
    }
    socket.io.on('packet', handlePacket)
  }
}
