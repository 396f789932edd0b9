import type { Room, RoomParticipant } from './room'

/** Whose member key it is: all that a role depends on. */
type Member = Pick<RoomParticipant, 'memberKeyHash'>

/** Whether the member is a host of the room. */
export function isHost({ settings }: Room, { memberKeyHash }: Member): boolean {
  return settings.hostKeyHashes.includes(memberKeyHash)
}

/** Whether a host has muted the member. */
export function isMuted({ settings }: Room, { memberKeyHash }: Member): boolean {
  return settings.mutedKeyHashes.includes(memberKeyHash)
}

/** Whether the member, who is inside, answers who knocks. */
export function mayAdmit(room: Room, member: Member): boolean {
  return room.settings.admission === 'everyone' || isHost(room, member)
}
