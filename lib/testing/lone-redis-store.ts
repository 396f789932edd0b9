import { createServer } from 'node:http'
import { pino } from 'pino'
import { connectToRedis, type RedisParts } from '@/lib/server/connect-to-redis'
import { Metrics } from '@/lib/server/ops/metrics'
import { createRateLimits } from '@/lib/server/ops/rate-limits'
import { createRoomHash } from '@/lib/server/ops/room-hash'
import { createSessionTokens } from '@/lib/server/ops/session-tokens'
import { attachSockets } from '@/lib/server/socket/attach-sockets'
import { SOCKET_BOUNDS } from '@/lib/server/socket/socket-bounds'
import type { RoomStore } from '@/lib/server/store/room-store'
import { HandClock } from './hand-clock'

/** A room store on Redis, as a node without people has it: what is told goes the whole way by the log. */
export async function openLoneRedisStore(
  url: string,
  options: Pick<RedisParts, 'maxRooms' | 'maxRemembered'>,
): Promise<RoomStore> {
  const logger = pino({ level: 'silent' })
  const clock = new HandClock()
  const service = await connectToRedis({ url, secret: 'secret', logger, ...options })
  const sockets = attachSockets(createServer(), {
    clock,
    logger,
    store: service.store,
    node: service.node,
    tokens: createSessionTokens('secret', clock),
    rateLimits: createRateLimits(),
    metrics: new Metrics(),
    hashRoom: createRoomHash('secret'),
    bounds: SOCKET_BOUNDS,
    createIceConfiguration: () => ({ iceServers: [], iceTransportPolicy: 'all', expiresAt: null }),
    maxParticipants: 8,
    isInstantAnswerOn: false,
    graceMs: 30_000,
    trustedProxies: 0,
  })
  await sockets.start()
  const { store } = service
  return {
    update: (roomId, change, settle) => store.update(roomId, change, settle),
    dueRooms: (now, limit) => store.dueRooms(now, limit),
    nextDeadline: () => store.nextDeadline(),
    count: () => store.count(),
    forgetUnused: (now) => store.forgetUnused(now),
    async close() {
      await sockets.close()
      await service.close()
    },
  }
}
