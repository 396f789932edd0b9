import type { Server } from 'socket.io'
import type { Recipient } from '@/lib/server/rooms/effects'

/** An effect as it is delivered: one of this node's rooms, or one that another node told in the log. */
export type Deliverable =
  | { readonly kind: 'fact'; readonly to: Recipient; readonly event: string; readonly fact: unknown }
  | { readonly kind: 'close-connection'; readonly connectionId: string; readonly isSuperseded: boolean }

/** The Socket.IO room that carries facts to everybody present in a room. */
export const toRoomChannel = (roomId: string) => `room:${roomId}`

/** The Socket.IO room that carries facts to one participant, whichever socket speaks for it. */
export const toParticipantChannel = (participantId: string) => `participant:${participantId}`

/**
 * Carries out what rooms decided, in order, for the sockets of this process: the only place that emits facts.
 * Where there are other nodes, they do the same at the change's turn in the log.
 */
export function deliverEffects(io: Server, roomId: string, effects: readonly Deliverable[]): void {
  for (const effect of effects) {
    if (effect.kind === 'fact') {
      toTarget(io, roomId, effect.to).emit(effect.event, effect.fact)
      continue
    }
    // Every socket is alone in the Socket.IO room of its own connection id.
    if (effect.isSuperseded) io.local.to(effect.connectionId).emit('session:superseded', {})
    io.local.in(effect.connectionId).disconnectSockets(true)
  }
}

function toTarget(io: Server, roomId: string, to: Recipient) {
  if (to.kind === 'participant') return io.local.to(toParticipantChannel(to.participantId))
  const everybody = io.local.to(toRoomChannel(roomId))
  return to.exceptParticipantId === null
    ? everybody
    : everybody.except(toParticipantChannel(to.exceptParticipantId))
}
