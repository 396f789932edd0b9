import type { ErrorCode } from '@/lib/protocol/errors'
import { isHost } from './roles'
import { findParticipant, type Room, type RoomParticipant } from './room'

/** The socket that asks, and the participant it speaks for. Both come from the socket's own record. */
export interface Asker {
  readonly participantId: string
  readonly connectionId: string
}

/** The asker's record, or why it may not ask. */
type Found =
  | { readonly participant: RoomParticipant; readonly code: null }
  | { readonly participant: null; readonly code: ErrorCode }

/**
 * Finds the record that a command's socket may speak for.
 * @returns the record, or why it may not: `not-joined`, or `session-superseded` where a newer socket speaks for it.
 */
export function findAsker(room: Room, { participantId, connectionId }: Asker): Found {
  const participant = findParticipant(room, participantId)
  if (participant === undefined) return { participant: null, code: 'not-joined' }
  const { presence } = participant
  if (presence.kind === 'away' || presence.connectionId !== connectionId) {
    return { participant: null, code: 'session-superseded' }
  }
  return { participant, code: null }
}

/** Finds the record of a host that a command's socket may speak for. Refuses like `findAsker`, and others with `not-host`. */
export function findHost(room: Room, asker: Asker): Found {
  const found = findAsker(room, asker)
  if (found.participant === null || isHost(room, found.participant)) return found
  return { participant: null, code: 'not-host' }
}

/** Finds a host that asks and the participant that it asks about. Refuses like `findHost`, and `participant-unknown`. */
export function findHostAndTarget(
  room: Room,
  command: Asker & { readonly targetId: string },
):
  | { readonly host: RoomParticipant; readonly target: RoomParticipant; readonly code: null }
  | { readonly host: null; readonly target: null; readonly code: ErrorCode } {
  const { participant: host, code } = findHost(room, command)
  if (host === null) return { host, target: null, code }
  const target = findParticipant(room, command.targetId)
  if (target === undefined) return { host: null, target: null, code: 'participant-unknown' }
  return { host, target, code: null }
}
