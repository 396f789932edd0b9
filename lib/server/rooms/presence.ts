import { findAsker } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import { offerClosed, participantLeft, participantUpdated } from './effects'
import { appointHost } from './hosts'
import { findOfferOf, type Room, withLastUse, withoutParticipant, withParticipant } from './room'

/** A page that said it is closing comes back within this time (a refresh) or not at all. */
const CLOSING_GRACE_MS = 5_000

/** Removes the participant for good. */
export function leaveRoom(room: Room, command: Command<'leave-room'>, now: number): Outcome<'leave-room'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  return grant(withLastUse(withoutParticipant(room, participant.id), now), [
    ...offerClosed(room, findOfferOf(room, participant.id), 'withdrawn'),
    participantLeft(participant.id, 'left'),
  ])
}

/** Remembers that the page is being unloaded, which shortens its grace period. */
export function hintClosing(room: Room, command: Command<'hint-closing'>): Outcome<'hint-closing'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const presence = { kind: 'present', connectionId: command.connectionId, isClosing: true } as const
  return grant(withParticipant(room, { ...participant, presence }))
}

/** Marks the participant away until its deadline and hides its offer. Nothing where a newer socket speaks for it. */
export function disconnect(room: Room, command: Command<'disconnect'>, now: number): Outcome<'disconnect'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const isClosing = participant.presence.kind === 'present' && participant.presence.isClosing
  const graceMs = isClosing ? Math.min(CLOSING_GRACE_MS, command.graceMs) : command.graceMs
  const away = { ...participant, presence: { kind: 'away', deadline: now + graceMs } as const }
  return grant(withParticipant(room, away), [
    ...offerClosed(room, findOfferOf(room, participant.id), 'withdrawn'),
    participantUpdated(room, away),
  ])
}

/** Replaces the profile and tells the others. */
export function updateProfile(room: Room, command: Command<'update-profile'>): Outcome<'update-profile'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const updated = { ...participant, profile: command.profile }
  return grant(withParticipant(room, updated), [participantUpdated(room, updated)])
}

/** Grants fresh ICE servers to whom the socket still speaks for: not to who was removed or superseded. */
export function renewIce(room: Room, command: Command<'renew-ice'>): Outcome<'renew-ice'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  return { room, effects: [], reply: { ok: true, participantId: participant.id } }
}

/** Does what time alone does: removes everybody whose grace period ended by now, and finds a host for who is left without one. */
export function expire(room: Room, now: number): Outcome<'expire'> {
  const expired = room.participants.filter(
    ({ presence }) => presence.kind === 'away' && presence.deadline <= now,
  )
  const rest = expired.reduce((remaining, { id }) => withoutParticipant(remaining, id), room)
  const appointed = appointHost(expired.length === 0 ? room : withLastUse(rest, now), now)
  return grant(appointed.room, [
    ...expired.map(({ id }) => participantLeft(id, 'expired')),
    ...appointed.effects,
  ])
}
