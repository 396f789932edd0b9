import type { ErrorCode } from '@/lib/protocol/errors'
import type { Door } from '@/lib/protocol/room'
import type { Visitor } from './commands'
import { isHost } from './roles'
import { findParticipant, type Room, withSettings } from './room'
import { remember } from './settings'

/** Those who may come back through a closed door: the largest room eight times over. */
const MEMBERS_KEPT = 512

/**
 * Looks at what somebody shows who is not in the room, in this order: who they are, their room key, their passcode.
 * @returns why they may not come in whatever the door is, or null: `removed`, `key-required`, `key-wrong`, `passcode-required`,
 * `rate-limited`, `passcode-wrong`
 */
export function refuseVisitor(room: Room, visitor: Visitor): ErrorCode | null {
  const isRemoved = room.settings.removed.some(
    ({ participantId, memberKeyHash }) =>
      participantId === visitor.participantId || memberKeyHash === visitor.memberKeyHash,
  )
  if (isRemoved) return 'removed'
  return refuseKey(room, visitor) ?? refusePasscode(room, visitor)
}

/** @returns why the visitor's room key does not fit those who are inside beside them, or null: `key-required`, `key-wrong` */
export function refuseKey(room: Room, { participantId, keyId }: Visitor): ErrorCode | null {
  const hasOthers = room.participants.some(({ id }) => id !== participantId)
  if (!hasOthers || keyId === room.keyId) return null
  return keyId === null ? 'key-required' : 'key-wrong'
}

function refusePasscode({ settings }: Room, visitor: Visitor): ErrorCode | null {
  if (settings.passcodeHash === null) return null
  if (visitor.passcodeHash === null) return 'passcode-required'
  if (visitor.isGuessingBlocked) return 'rate-limited'
  return visitor.passcodeHash === settings.passcodeHash ? null : 'passcode-wrong'
}

/**
 * Looks at whom the door lets through.
 * @returns why not, or null for hosts, for those known inside who come with their token, and for anybody while it is open:
 * `knock-required`, `room-locked`
 */
export function refuseAtDoor(room: Room, visitor: Visitor): 'knock-required' | 'room-locked' | null {
  const { door, members } = room.settings
  const isInside = findParticipant(room, visitor.participantId) !== undefined
  const isMember = visitor.hasToken && members.includes(visitor.participantId)
  if (door === 'open' || isInside || isMember || isHost(room, visitor)) return null
  return door === 'knock' ? 'knock-required' : 'room-locked'
}

/** @returns the room with the participant among those who may come back through its door; the same while it is open. */
export function withMember(room: Room, participantId: string): Room {
  if (room.settings.door === 'open') return room
  return withSettings(room, { members: remember(room.settings.members, participantId, MEMBERS_KEPT) })
}

/** @returns the room with its door so. Closing it remembers who is inside, opening it forgets. */
export function withDoor(room: Room, door: Door): Room {
  if (door === room.settings.door) return room
  if (door === 'open') return withSettings(room, { door, members: [] })
  if (room.settings.door !== 'open') return withSettings(room, { door })
  return withSettings(room, { door, members: room.participants.map(({ id }) => id) })
}
