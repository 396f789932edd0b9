import type { Server } from 'socket.io'
import type { Effect, Recipient } from '@/lib/server/rooms/effects'

/** The Socket.IO room that carries facts to everybody present in a room. */
export const toRoomChannel = (roomId: string) => `room:${roomId}`

/** The Socket.IO room that carries facts to one participant, whichever socket speaks for it. */
export const toParticipantChannel = (participantId: string) => `participant:${participantId}`

/**
 * Carries out what rooms decided, in order: the only place that emits facts.
 * It addresses Socket.IO rooms, never sockets that it holds, so that an adapter may carry them to other nodes.
 */
export function deliverEffects(io: Server, roomId: string, effects: readonly Effect[]): void {
  for (const effect of effects) {
    if (effect.kind === 'fact') {
      toTarget(io, roomId, effect.to).emit(effect.event, effect.fact)
      continue
    }
    // Every socket is alone in the Socket.IO room of its own id.
    if (effect.isSuperseded) io.to(effect.connectionId).emit('session:superseded', {})
    io.in(effect.connectionId).disconnectSockets(true)
  }
}

function toTarget(io: Server, roomId: string, to: Recipient) {
  if (to.kind === 'participant') return io.to(toParticipantChannel(to.participantId))
  const everybody = io.to(toRoomChannel(roomId))
  return to.exceptParticipantId === null
    ? everybody
    : everybody.except(toParticipantChannel(to.exceptParticipantId))
}
