import { findAsker } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import { type FactEffect, offerClosed, participantUpdated, toOthers } from './effects'
import { findOfferOf, type Room, withoutParticipant, withParticipant } from './room'

/** A page that said it is closing comes back within this time (a refresh) or not at all. */
const CLOSING_GRACE_MS = 5_000

/** Removes the participant for good. */
export function leaveRoom(room: Room, command: Command<'leave-room'>): Outcome<'leave-room'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  return grant(withoutParticipant(room, participant.id), [
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
    participantUpdated(away),
  ])
}

/** Replaces the profile and tells the others. */
export function updateProfile(room: Room, command: Command<'update-profile'>): Outcome<'update-profile'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const updated = { ...participant, profile: command.profile }
  return grant(withParticipant(room, updated), [participantUpdated(updated)])
}

/** Removes everybody whose grace period ended by now. */
export function expire(room: Room, now: number): Outcome<'expire'> {
  const expired = room.participants.filter(
    ({ presence }) => presence.kind === 'away' && presence.deadline <= now,
  )
  return grant(
    expired.reduce((rest, { id }) => withoutParticipant(rest, id), room),
    expired.map(({ id }) => participantLeft(id, 'expired')),
  )
}

function participantLeft(participantId: string, reason: 'left' | 'expired'): FactEffect {
  return {
    kind: 'fact',
    to: toOthers(participantId),
    event: 'participant:left',
    fact: { participantId, reason },
  }
}
