import type { Logger } from 'pino'
import type { Server } from 'socket.io'
import * as z from 'zod/mini'
import { systemClock } from '@/lib/server/ops/clock'
import { toLoggableError } from '@/lib/server/ops/logger'
import { repeat } from '@/lib/server/ops/repeat'
import type { Room } from '@/lib/server/rooms/room'
import { toNodeId } from '@/lib/server/store/node-id'
import { LOG_EVENT } from '@/lib/server/store/redis-scripts'
import type { RoomStore } from '@/lib/server/store/room-store'
import { deliverEffects } from './effect-delivery'
import type { ExpirySweep } from './expiry-sweep'
import type { ServiceNode } from './request-context'
import type { RoomDispatcher } from './room-dispatcher'

const Head = z.object({ seq: z.int(), run: z.string() })

const Effects = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('fact'),
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('participant'), participantId: z.string() }),
        z.object({ kind: z.literal('room'), exceptParticipantId: z.nullable(z.string()) }),
      ]),
      event: z.string(),
      fact: z.unknown(),
    }),
    z.object({
      kind: z.literal('close-connection'),
      connectionId: z.string(),
      isSuperseded: z.boolean(),
    }),
  ]),
)

const Body = z.object({ commitId: z.string(), roomId: z.string(), effects: Effects })

/** After this many the next beat goes on. */
const BATCHES_IN_A_ROW = 100

/** What a follower works with. */
export interface NodeFollowerParts {
  readonly io: Server
  readonly node: ServiceNode
  readonly store: Pick<RoomStore, 'update' | 'nextDeadline'>
  readonly dispatcher: RoomDispatcher
  readonly sweep: Pick<ExpirySweep, 'arm'>
  readonly logger: Logger
  readonly graceMs: number
}

/**
 * Makes this process's sockets part of a service of several nodes: tells them what happened on others, ends the stays of people
 * whose node died, and sends its own sockets away, to come back at once, where it missed something.
 */
export class NodeFollower {
  readonly #parts: NodeFollowerParts
  /** Dead nodes that are being seen to. */
  readonly #ending = new Set<string>()
  #stopBeating = () => Promise.resolve()

  constructor(parts: NodeFollowerParts) {
    this.#parts = parts
    parts.io.of('/').on(LOG_EVENT, (head: unknown, body: unknown) => this.#take(head, body))
  }

  /** Joins the others, and stays one of them until `stop`. */
  async start(): Promise<void> {
    const { node, logger } = this.#parts
    await node.membership.join()
    let isTroubled = false
    this.#stopBeating = repeat(systemClock, {
      task: async () => {
        await this.#beat()
        if (isTroubled) logger.info('Redis is back')
        isTroubled = false
      },
      intervalMs: node.membership.beatMs,
      onError: (error) => {
        if (!isTroubled) logger.error({ error: toLoggableError(error) }, 'Redis is out of reach')
        isTroubled = true
      },
    })
  }

  /** Gives no more signs of life. */
  stop(): Promise<void> {
    return this.#stopBeating()
  }

  #take(head: unknown, body: unknown): void {
    const { io, node, logger } = this.#parts
    const entry = z.safeParse(z.tuple([Head, Body]), [head, body])
    if (!entry.success) {
      logger.error('An entry of the log cannot be read: is there a node of another version?')
      node.membership.lose()
      return
    }
    const [position, { commitId, roomId, effects }] = entry.data
    node.membership.log.take({ ...position, commitId }, () => deliverEffects(io, roomId, effects))
  }

  async #beat(): Promise<void> {
    const { node, store, sweep } = this.#parts
    const { dead, isRenewed } = await node.membership.beat()
    if (isRenewed) this.#sendSocketsAway()
    for (const nodeId of dead) this.#endNode(nodeId)
    // The node that armed its own timer may be the one that died.
    const next = await store.nextDeadline()
    if (next !== null) sweep.arm(next)
  }

  #sendSocketsAway(): void {
    const { io, logger } = this.#parts
    logger.warn('Something may have been missed: all sockets are to come back')
    // Not `disconnect`, after which a client would not come back by itself.
    for (const socket of io.of('/').sockets.values()) socket.conn.close()
  }

  /** Does for a dead node what the end of its sockets would have done, beside the beats. Harmless where others do it too. */
  #endNode(nodeId: string): void {
    if (this.#ending.has(nodeId)) return
    this.#ending.add(nodeId)
    this.#endRooms(nodeId)
      .catch((error: unknown) =>
        this.#parts.logger.error({ error: toLoggableError(error) }, 'The end of a node was not told'),
      )
      .finally(() => this.#ending.delete(nodeId))
  }

  async #endRooms(nodeId: string): Promise<void> {
    const { membership } = this.#parts.node
    for (let batch = 0; batch < BATCHES_IN_A_ROW; batch += 1) {
      const roomIds = await membership.roomsOf(nodeId)
      if (roomIds.length === 0) return membership.strike(nodeId)
      for (const roomId of roomIds) await this.#endConnections(roomId, nodeId)
    }
  }

  async #endConnections(roomId: string, nodeId: string): Promise<void> {
    const { io, store, dispatcher, graceMs } = this.#parts
    const outcome = await store.update(roomId, (room) => ({ room, result: room }))
    if (!outcome.ok) throw new Error('A room of a dead node cannot be read')
    for (const command of listEnds(outcome.result, nodeId, graceMs)) {
      await dispatcher.dispatch(roomId, command, ({ effects }) => deliverEffects(io, roomId, effects))
    }
  }
}

/** The commands by which everybody is away, or waits no more, whose socket was the node's. */
function listEnds(room: Room, nodeId: string, graceMs: number) {
  const isOfNode = (connectionId: string) => toNodeId(connectionId) === nodeId
  const away = room.participants.flatMap(({ id, presence }) =>
    presence.kind === 'present' && isOfNode(presence.connectionId)
      ? [
          {
            kind: 'disconnect',
            participantId: id,
            connectionId: presence.connectionId,
            graceMs,
          } as const,
        ]
      : [],
  )
  const waiting = room.knocks.flatMap(({ id, connectionId }) =>
    isOfNode(connectionId) ? [{ kind: 'end-knock', participantId: id, connectionId } as const] : [],
  )
  return [...away, ...waiting]
}
