import type { IncomingMessage } from 'node:http'
import type { Socket as TcpSocket } from 'node:net'
import type { Socket } from 'socket.io'
import type { SocketBounds } from './socket-bounds'

/** One Engine.IO connection: what a Socket.IO socket speaks over, by WebSocket or polling. */
type Connection = Socket['conn']

/** Why a connection was ended by the server. */
export type DropReason = 'slow-reader' | 'flood'

/** What the object around a message costs beside its text: so that a million empty ones are not free. */
const PACKET_BYTES = 256

const FLOOD_WINDOW_MS = 10_000

/** What the guards of one process share. */
export interface ConnectionGuardParts {
  readonly bounds: Pick<
    SocketBounds,
    | 'unsentBytes'
    | 'unsentBytesInAll'
    | 'unsentBytesAtLeast'
    | 'lingerMs'
    | 'messagesPerTenSeconds'
    | 'receivedBytesPerTenSeconds'
  >
  readonly onDrop: (reason: DropReason) => void
}

/**
 * Ends connections whose other end does not read what is sent to it, or sends without end.
 * What is unread has two places: Engine.IO's own queue while the transport is busy, and the buffers of its TCP connections.
 */
export class ConnectionGuard {
  readonly #parts: ConnectionGuardParts
  #queuedInAll = 0

  constructor(parts: ConnectionGuardParts) {
    this.#parts = parts
  }

  /** Bytes in the queues of all connections. */
  get queuedBytes(): number {
    return this.#queuedInAll
  }

  /** Watches one connection until it ends. @returns what notes another TCP connection that carries it */
  watch(connection: Connection): (request: IncomingMessage) => void {
    const carriers = new Set<TcpSocket>()
    const webSockets = new Set<TcpSocket>()
    const addCarrier = ({ socket, headers }: IncomingMessage) => {
      if (headers.upgrade !== undefined) webSockets.add(socket)
      if (carriers.has(socket)) return
      carriers.add(socket)
      socket.once('close', () => {
        carriers.delete(socket)
        webSockets.delete(socket)
      })
    }
    const drop = (reason: DropReason) => {
      if (connection.readyState !== 'open') return
      this.#parts.onDrop(reason)
      // Takes nothing more to send. An orderly end would wait for the very reader who does not read.
      connection.close()
      for (const carrier of carriers) carrier.destroy()
    }
    addCarrier(connection.request)
    // A WebSocket's end waits half a minute for the other one's consent. Other carriers may be a page's.
    connection.once('close', () => {
      const cut = () => {
        for (const webSocket of webSockets) webSocket.destroy()
      }
      setTimeout(cut, this.#parts.bounds.lingerMs).unref()
    })
    this.#watchUnsent(connection, carriers, drop)
    this.#watchReceived(connection, drop)
    return addCarrier
  }

  #watchUnsent(
    connection: Connection,
    carriers: ReadonlySet<TcpSocket>,
    drop: (reason: DropReason) => void,
  ): void {
    const { unsentBytes, unsentBytesInAll, unsentBytesAtLeast } = this.#parts.bounds
    let queued = 0
    const setQueued = (bytes: number) => {
      this.#queuedInAll += bytes - queued
      queued = bytes
    }
    connection.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
      setQueued(queued + PACKET_BYTES + sizeOf(data))
      let unsent = queued
      for (const carrier of carriers) unsent += carrier.writableLength
      const isOverall = this.#queuedInAll > unsentBytesInAll && unsent > unsentBytesAtLeast
      // Not within the sending itself: Engine.IO has the message in hand.
      if (unsent > unsentBytes || isOverall) queueMicrotask(() => drop('slow-reader'))
    })
    connection.on('flush', () => setQueued(0))
    connection.once('close', () => setQueued(0))
  }

  #watchReceived(connection: Connection, drop: (reason: DropReason) => void): void {
    const { messagesPerTenSeconds, receivedBytesPerTenSeconds } = this.#parts.bounds
    let window = { startedAt: performance.now(), messages: 0, bytes: 0 }
    connection.on('packet', ({ data }: { readonly data?: unknown }) => {
      const now = performance.now()
      if (now - window.startedAt >= FLOOD_WINDOW_MS) window = { startedAt: now, messages: 0, bytes: 0 }
      window.messages += 1
      window.bytes += sizeOf(data)
      if (window.messages > messagesPerTenSeconds || window.bytes > receivedBytesPerTenSeconds) drop('flood')
    })
  }
}

/** Text counts a byte a character: what is sent here is base64url or JSON. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length
  return data instanceof Uint8Array ? data.byteLength : 0
}
