import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { LIMITS } from '@/lib/protocol/limits'
import { systemClock } from '@/lib/server/ops/clock'
import { isSameOrigin, readAddressKey } from '@/lib/server/ops/forwarded'
import { toLoggableError } from '@/lib/server/ops/logger'
import { toConnectionId } from '@/lib/server/store/node-id'
import type { RoomStore } from '@/lib/server/store/room-store'
import { SerialQueue } from '@/lib/server/store/serial-queue'
import { deliverEffects } from './effect-delivery'
import { ExpirySweep } from './expiry-sweep'
import { guardConnections } from './guard-connections'
import { type HandedOver, handOver } from './hand-over'
import { HandshakeGate } from './handshake-gate'
import { NodeFollower } from './node-follower'
import { watchOutsider } from './outsider-watch'
import { PasscodeGuesses } from './passcode-guesses'
import type { RequestContext, SocketDependencies, SocketSession } from './request-context'
import { answerRequest, type RawRequest, refuseRequest, takeEarlyJoin, toRawRequest } from './request-router'
import { RoomDispatcher } from './room-dispatcher'
import { endSession } from './session-end'

/** Requests of one socket that may wait: more than any client has under way, less than a flood. */
const WAITING_REQUESTS = 512

/** The path under which Socket.IO is spoken. */
export const SOCKET_PATH = '/socket.io/'

/** The running socket layer. */
export interface AttachedSockets {
  /** Joins the other nodes, where there are any. */
  start(): Promise<void>
  /** What connections take now. */
  usage(): { readonly connections: number; readonly unsentBytes: number }
  /** Sends everybody to other nodes, evenly over this time; who comes meanwhile is still taken in (docs/protocol.md, M6). */
  handOver(durationMs: number): Promise<void>
  /** Refuses what comes from now on with `server-closing` and ends every connection; clients come back by themselves. */
  close(): Promise<void>
}

/** Speaks the protocol on an HTTP server: decode, validate, rooms, deliver, acknowledge. */
export function attachSockets(
  httpServer: HttpServer,
  dependencies: SocketDependencies & { readonly store: RoomStore },
): AttachedSockets {
  const { store, clock, logger, trustedProxies, bounds, node } = dependencies
  const toAddressKey = (request: IncomingMessage) => readAddressKey(request, trustedProxies)
  const gate = new HandshakeGate({
    bounds,
    allowHandshake: dependencies.rateLimits.allowHandshake,
    toAddressKey,
  })
  const io = new Server(httpServer, {
    path: SOCKET_PATH,
    serveClient: false,
    // A dead client is seen within ten seconds.
    pingInterval: 5_000,
    pingTimeout: 5_000,
    // One that opens a connection and does not say what for.
    connectTimeout: 10_000,
    maxHttpBufferSize: LIMITS.messageBytes,
    // A compressor for each connection is memory for whoever asks for it.
    perMessageDeflate: false,
    httpCompression: false,
    ...(node === null ? {} : { adapter: node.createAdapter }),
    // Other upgrades have other owners; the HTTP server turns away what is nobody's.
    destroyUpgrade: false,
    allowRequest(request, decide) {
      if (!isSameOrigin(request, trustedProxies)) return decide(null, false)
      gate.admit(request).then(
        (isAdmitted) => decide(null, isAdmitted),
        (error: unknown) => {
          logger.error({ error: toLoggableError(error) }, 'A handshake failed')
          decide(null, false)
        },
      )
    },
  })

  const guard = guardConnections(io.engine, {
    gate,
    bounds,
    logger,
    metrics: dependencies.metrics,
    toAddressKey,
  })

  const onError = (error: unknown) =>
    logger.error({ error: toLoggableError(error) }, 'A room failed to change')
  const sweep = new ExpirySweep({ store, clock, onError, expireRoom })
  const dispatcher = new RoomDispatcher({ store, clock, onDeadline: (deadline) => sweep.arm(deadline) })
  const guesses = new PasscodeGuesses(dependencies.rateLimits.passcodeGuesses)
  const open = new Set<HandedOver>()
  let isClosing = false

  function expireRoom(roomId: string): Promise<void> {
    return dispatcher.dispatch(roomId, { kind: 'expire' }, ({ effects }) =>
      deliverEffects(io, roomId, effects),
    )
  }

  io.on('connection', (socket: Socket) => {
    const entrance = guard.entranceOf(socket.conn)
    if (entrance === undefined) return
    const connectionId = node === null ? socket.id : toConnectionId(node.membership.id, socket.id)
    if (node !== null) socket.join(connectionId)
    const session: SocketSession = {
      socket,
      connectionId,
      addressKey: entrance.addressKey,
      membership: null,
      knock: null,
    }
    const isOutside = () => session.membership === null && session.knock === null
    entrance.recognize(isOutside)
    const stopWatching = watchOutsider({
      isOutside,
      periodMs: bounds.outsideMs,
      // Not `disconnect`, after which a client would not come back by itself.
      drop: () => socket.conn.close(),
    })
    const context: RequestContext = { io, session, dispatcher, guesses, dependencies }
    const queue = new SerialQueue()
    const handedOver: HandedOver = {
      isSettled: () => !isOutside() && queue.pending === 0,
      close: () => socket.conn.close(),
    }
    open.add(handedOver)

    const take = (raw: RawRequest | null) => {
      if (raw === null) return
      if (isClosing) refuseRequest(raw, 'server-closing')
      else if (queue.pending >= WAITING_REQUESTS) refuseRequest(raw, 'rate-limited')
      else void queue.run(() => answerRequest(context, raw))
    }
    take(takeEarlyJoin(socket))
    socket.onAny((event: string, ...args: unknown[]) => take(toRawRequest(event, args)))

    socket.on('disconnect', () => {
      stopWatching()
      open.delete(handedOver)
      if (isClosing) return
      queue
        .run(() => endSession(context))
        .catch((error: unknown) => {
          node?.membership.lose()
          onError(error)
        })
    })
  })

  const follower =
    node === null
      ? null
      : new NodeFollower({ io, node, store, dispatcher, sweep, logger, graceMs: dependencies.graceMs })

  return {
    usage: () => ({ connections: gate.taken, unsentBytes: guard.queuedBytes }),
    start: () => follower?.start() ?? Promise.resolve(),
    handOver: (durationMs) => handOver({ clock: systemClock, durationMs, list: () => [...open] }),
    async close() {
      isClosing = true
      sweep.stop()
      await follower?.stop()
      await io.close()
      // After the sockets: from here on others may mark their people away.
      await node?.membership.retire().catch(onError)
    },
  }
}
