import type { Logger } from 'pino'
import type { Server, ServerOptions, Socket } from 'socket.io'
import type { IceConfiguration } from '@/lib/protocol/room'
import type { Clock } from '@/lib/server/ops/clock'
import type { Metrics } from '@/lib/server/ops/metrics'
import type { RateLimits } from '@/lib/server/ops/rate-limits'
import type { HashRoom } from '@/lib/server/ops/room-hash'
import type { SessionTokens } from '@/lib/server/ops/session-tokens'
import type { RedisNode } from '@/lib/server/store/redis-node'
import type { PasscodeGuesses } from './passcode-guesses'
import type { RoomDispatcher } from './room-dispatcher'
import type { SocketBounds } from './socket-bounds'

/** What the socket layer is built from. */
export interface SocketDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly tokens: SessionTokens
  readonly rateLimits: RateLimits
  readonly metrics: Metrics
  /** Names rooms in the log. */
  readonly hashRoom: HashRoom
  readonly bounds: SocketBounds
  readonly createIceConfiguration: (participantId: string, now: number) => IceConfiguration
  readonly maxParticipants: number
  /** Links may be made before an answer. */
  readonly isInstantAnswerOn: boolean
  readonly graceMs: number
  /** Makes this process one of several nodes; null: it is alone. */
  readonly node: ServiceNode | null
  /** Proxies believed in `X-Forwarded-*`. */
  readonly trustedProxies: number
}

/** One of several nodes, as the socket layer sees it. */
export interface ServiceNode {
  readonly membership: RedisNode
  /** Socket.IO's own, which reads the log. */
  readonly createAdapter: NonNullable<ServerOptions['adapter']>
}

/** Whom a socket speaks for, and where. */
export interface Membership {
  readonly roomId: string
  readonly participantId: string
}

/** One socket's record: the source of the asker's identity and room, which no request can name. */
export interface SocketSession {
  readonly socket: Socket
  /** Names the socket in rooms, on every node: its id, after that of its node where there are several. */
  readonly connectionId: string
  /** What joins are counted by. */
  readonly addressKey: string
  membership: Membership | null
  /** At which door it waits or was admitted, and as whom. */
  knock: Membership | null
}

/** What a request handler works with. */
export interface RequestContext {
  readonly io: Server
  readonly session: SocketSession
  readonly dispatcher: RoomDispatcher
  readonly guesses: PasscodeGuesses
  readonly dependencies: SocketDependencies
}
