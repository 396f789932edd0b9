import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Server, Socket } from 'socket.io'
import type { Metrics } from '@/lib/server/ops/metrics'
import { ConnectionGuard } from './connection-guard'
import type { HandshakeGate } from './handshake-gate'
import type { SocketBounds } from './socket-bounds'

/** What is known of a connection from its handshake. */
export interface Entrance {
  /** What is counted as one address. */
  readonly addressKey: string
  /** @param isOutside tells from now on whether the connection is in no room and at no door */
  recognize(isOutside: () => boolean): void
}

/** Connections that have a seat and are watched. */
export interface GuardedConnections {
  readonly queuedBytes: number
  /** Undefined where the connection is none of this server's. */
  entranceOf(connection: Socket['conn']): Entrance | undefined
}

/**
 * Puts gate and guard on an Engine.IO server: every connection has a seat while it lives, and is watched. Its handshake is let go of:
 * ten thousand requests with their headers would be a tenth of what the server holds.
 */
export function guardConnections(
  engine: Server['engine'],
  parts: {
    readonly gate: HandshakeGate
    readonly bounds: SocketBounds
    readonly logger: Logger
    readonly metrics: Metrics
    readonly toAddressKey: (request: IncomingMessage) => string
  },
): GuardedConnections {
  const { gate, bounds, logger, metrics, toAddressKey } = parts
  const guard = new ConnectionGuard({
    bounds,
    onDrop: (reason) => {
      metrics.noteDrop(reason)
      logger.warn({ reason }, 'A connection was dropped')
    },
  })
  const entrances = new WeakMap<Socket['conn'], Entrance>()
  const carriers = new Map<string, (request: IncomingMessage) => void>()

  engine.on('connection', (connection: Socket['conn']) => {
    const { request } = connection
    const { sid } = connection.transport
    const { leave, recognize } = gate.settle(request)
    entrances.set(connection, { addressKey: toAddressKey(request), recognize })
    carriers.set(sid, guard.watch(connection))
    Reflect.deleteProperty(connection, 'request')
    connection.once('close', () => {
      leave()
      carriers.delete(sid)
    })
  })
  engine.on('connection_error', ({ req }: { readonly req?: IncomingMessage }) => {
    if (req !== undefined) gate.leave(req)
  })
  // An answer to a poll, or an upgrade: the connection goes on over another TCP connection than its handshake's.
  engine.on('headers', (_headers: unknown, request: IncomingMessage) => {
    const sid = new URL(request.url ?? '', 'http://engine').searchParams.get('sid')
    if (sid !== null) carriers.get(sid)?.(request)
  })
  return {
    get queuedBytes() {
      return guard.queuedBytes
    },
    entranceOf: (connection) => entrances.get(connection),
  }
}
