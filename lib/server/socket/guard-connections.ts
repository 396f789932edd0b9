import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Server, Socket } from 'socket.io'
import type { Metrics } from '@/lib/server/ops/metrics'
import { ConnectionGuard } from './connection-guard'
import type { HandshakeGate } from './handshake-gate'
import type { SocketBounds } from './socket-bounds'

/** Puts gate and guard on an Engine.IO server: every connection has a seat while it lives, and is watched. */
export function guardConnections(
  engine: Server['engine'],
  parts: {
    readonly gate: HandshakeGate
    readonly bounds: SocketBounds
    readonly logger: Logger
    readonly metrics: Metrics
  },
): ConnectionGuard {
  const { gate, bounds, logger, metrics } = parts
  const guard = new ConnectionGuard({
    bounds,
    onDrop: (reason) => {
      metrics.noteDrop(reason)
      logger.warn({ reason }, 'A connection was dropped')
    },
  })
  const carriers = new Map<string, (request: IncomingMessage) => void>()

  engine.on('connection', (connection: Socket['conn']) => {
    const { request } = connection
    const { sid } = connection.transport
    gate.settle(request)
    carriers.set(sid, guard.watch(connection))
    connection.once('close', () => {
      gate.leave(request)
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
  return guard
}
