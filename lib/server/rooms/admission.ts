import { type FactEffect, type Recipient, toParticipant } from './effects'
import { toPublicKnock } from './public-view'
import { mayAdmit } from './roles'
import type { Room, RoomKnock } from './room'

/** Those who may admit learn that somebody waits. */
export function knockStarted(room: Room, knock: RoomKnock): FactEffect[] {
  return toAdmitters(room, null).map((to) => started(knock, to))
}

/** Those who could admit learn that somebody waits no more; one of them left out who knows already. */
export function knockEnded(room: Room, knockId: string, exceptParticipantId: string | null): FactEffect[] {
  return toAdmitters(room, exceptParticipantId).map((to) => ended(knockId, to))
}

/** The one at the door learns its answer. */
export function knockAnswered(knockId: string, isAdmitted: boolean): FactEffect {
  return { kind: 'fact', to: toParticipant(knockId), event: 'knock:answered', fact: { isAdmitted } }
}

/** Who may admit now and could not before learns who waits; who could and may no more is told that nobody does. */
export function admissionChanged(before: Room, after: Room): FactEffect[] {
  return after.participants.flatMap((participant) => {
    const could = mayAdmit(before, participant)
    const may = mayAdmit(after, participant)
    if (could === may) return []
    const to = toParticipant(participant.id)
    return after.knocks.map((knock) => (may ? started(knock, to) : ended(knock.id, to)))
  })
}

function toAdmitters(room: Room, exceptParticipantId: string | null): Recipient[] {
  return room.participants
    .filter((participant) => participant.id !== exceptParticipantId && mayAdmit(room, participant))
    .map(({ id }) => toParticipant(id))
}

function started(knock: RoomKnock, to: Recipient): FactEffect {
  return { kind: 'fact', to, event: 'knock:started', fact: { knock: toPublicKnock(knock) } }
}

function ended(participantId: string, to: Recipient): FactEffect {
  return { kind: 'fact', to, event: 'knock:ended', fact: { participantId } }
}
