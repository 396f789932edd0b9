import { LIMITS } from '@/lib/protocol/limits'
import { knockAnswered, knockEnded, knockStarted } from './admission'
import { findAsker } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import { refuseAtDoor, refuseVisitor, withMember } from './door'
import type { Effect } from './effects'
import { mayAdmit } from './roles'
import { findParticipant, type Room, type RoomKnock } from './room'

/**
 * Lets somebody wait at a door that asks for it; whom the door lets through without is admitted at once.
 * Refuses: what a join does but for the room's size, `room-locked`, and `room-full` where too many wait.
 */
export function knock(room: Room, command: Command<'knock'>): Outcome<'knock'> {
  const isInside = findParticipant(room, command.participantId) !== undefined
  const code = isInside ? null : refuseVisitor(room, command)
  if (code !== null) return refuse(room, code)
  const atDoor = refuseAtDoor(room, command)
  if (atDoor === null) return grant(room, [knockAnswered(command.participantId, true)])
  if (atDoor === 'room-locked') return refuse(room, atDoor)
  const before = findKnock(room, command.participantId)
  if (before === undefined && room.knocks.length >= LIMITS.knocksPerRoom) return refuse(room, 'room-full')
  const waiting: RoomKnock = {
    id: command.participantId,
    connectionId: command.connectionId,
    memberKeyHash: command.memberKeyHash,
    profile: command.profile,
  }
  const knocks =
    before === undefined
      ? [...room.knocks, waiting]
      : room.knocks.map((other) => (other.id === waiting.id ? waiting : other))
  return grant({ ...room, knocks }, [
    ...closeEarlierConnection(before, command),
    ...knockStarted(room, waiting),
  ])
}

/** Ends a knock whose socket waits no more. Granted without effect where it does not: answered, or waiting on another socket. */
export function endKnock(room: Room, command: Command<'end-knock'>): Outcome<'end-knock'> {
  if (findKnock(room, command.participantId)?.connectionId !== command.connectionId) return grant(room)
  return grant(withoutKnock(room, command.participantId), knockEnded(room, command.participantId, null))
}

/** Answers somebody at the door. Refuses: `not-host` to those who may not admit, `knock-unknown`. */
export function answerKnock(room: Room, command: Command<'answer-knock'>): Outcome<'answer-knock'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  if (!mayAdmit(room, participant)) return refuse(room, 'not-host')
  const answered = findKnock(room, command.targetId)
  if (answered === undefined) return refuse(room, 'knock-unknown')
  const rest = withoutKnock(room, answered.id)
  return grant(command.isAdmitted ? withMember(rest, answered.id) : rest, [
    knockAnswered(answered.id, command.isAdmitted),
    ...knockEnded(room, answered.id, participant.id),
  ])
}

/** Answers those at the door alike, whom `isAnswered` picks: the door does, or the removal of somebody. */
export function answerKnocks(
  room: Room,
  isAdmitted: boolean,
  isAnswered: (knock: RoomKnock) => boolean = () => true,
): { readonly room: Room; readonly effects: readonly Effect[] } {
  const answered = room.knocks.filter(isAnswered)
  return {
    room: { ...room, knocks: room.knocks.filter((waiting) => !isAnswered(waiting)) },
    effects: answered.flatMap(({ id }) => [knockAnswered(id, isAdmitted), ...knockEnded(room, id, null)]),
  }
}

/** @returns the room in which nobody waits under the id. */
export function withoutKnock(room: Room, knockId: string): Room {
  return { ...room, knocks: room.knocks.filter(({ id }) => id !== knockId) }
}

function findKnock(room: Room, knockId: string): RoomKnock | undefined {
  return room.knocks.find(({ id }) => id === knockId)
}

function closeEarlierConnection(before: RoomKnock | undefined, { connectionId }: Command<'knock'>): Effect[] {
  if (before === undefined || before.connectionId === connectionId) return []
  return [{ kind: 'close-connection', connectionId: before.connectionId, isSuperseded: false }]
}
