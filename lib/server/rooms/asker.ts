import type { ErrorCode } from '@/lib/protocol/errors'
import { findParticipant, type Room, type RoomParticipant } from './room'

/**
 * Finds the record that a command's socket may speak for.
 * @returns the record, or why it may not: `not-joined`, or `session-superseded` where a newer socket speaks for it.
 */
export function findAsker(
  room: Room,
  { participantId, connectionId }: { readonly participantId: string; readonly connectionId: string },
):
  | { readonly participant: RoomParticipant; readonly code: null }
  | { readonly participant: null; readonly code: ErrorCode } {
  const participant = findParticipant(room, participantId)
  if (participant === undefined) return { participant: null, code: 'not-joined' }
  const { presence } = participant
  if (presence.kind === 'away' || presence.connectionId !== connectionId) {
    return { participant: null, code: 'session-superseded' }
  }
  return { participant, code: null }
}
