import { LIMITS } from '@/lib/protocol/limits'
import type { LinkConnection, LinkDataChannel } from './link-connection'

/** Fixed by both ends, as the ids of the channels for messages are. */
const FILES_ID = 3

/** The browser calls back when no more than this waits, so that the channel never runs dry. */
const LOW_WATER_BYTES = 64_000
/** Who listens comes late; until then nobody has anything to say but that there are files. */
const MAX_WAITING = 64

export interface BulkListener {
  readonly onOpen: () => void
  readonly onData: (data: string | ArrayBuffer) => void
  /** Little waits to go out: more may be sent. */
  readonly onDrained: () => void
}

/** Owns the data channel of a link that carries files, `earshot-files`: in order, without loss, text and bytes. */
export class BulkChannel {
  readonly #channel: LinkDataChannel
  #listener: BulkListener | null = null
  readonly #waiting: (string | ArrayBuffer)[] = []

  constructor(options: {
    readonly connection: LinkConnection
    readonly signal: AbortSignal
    /** Anything at all came: the path from the peer lives. */
    readonly onArrival: () => void
  }) {
    const { connection, signal, onArrival } = options
    const channel = connection.createDataChannel('earshot-files', {
      negotiated: true,
      id: FILES_ID,
      ordered: true,
    })
    channel.binaryType = 'arraybuffer'
    channel.bufferedAmountLowThreshold = LOW_WATER_BYTES
    channel.addEventListener('open', () => this.#listener?.onOpen(), { signal })
    channel.addEventListener('bufferedamountlow', () => this.#listener?.onDrained(), { signal })
    channel.addEventListener(
      'message',
      ({ data }) => {
        onArrival()
        this.#handle(data)
      },
      { signal },
    )
    this.#channel = channel
  }

  get isOpen(): boolean {
    return this.#channel.readyState === 'open'
  }

  /** How much waits to go out. */
  get bufferedBytes(): number {
    return this.#channel.bufferedAmount
  }

  /** Takes over what came until now, and what comes from now on. */
  listen(listener: BulkListener): void {
    this.#listener = listener
    for (const data of this.#waiting.splice(0)) listener.onData(data)
  }

  /** @returns Whether the channel took it. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false
    try {
      if (typeof data === 'string') this.#channel.send(data)
      else this.#channel.send(data)
      return true
    } catch {
      return false
    }
  }

  /** Bounded before anybody looks into it. */
  #handle(data: unknown): void {
    const isText = typeof data === 'string' && data.length <= LIMITS.fileMessageLength
    const isChunk = data instanceof ArrayBuffer && data.byteLength <= LIMITS.fileChunkBytes
    if (!isText && !isChunk) return
    if (this.#listener !== null) this.#listener.onData(data)
    else if (this.#waiting.length < MAX_WAITING) this.#waiting.push(data)
  }
}
