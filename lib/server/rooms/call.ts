import { findAsker } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import { offerClosed, participantUpdated, toParticipant } from './effects'
import { findOfferOf, findParticipant, type Room, withoutOfferOf, withParticipant } from './room'

/**
 * Passes one link message to another participant of the call.
 * Refuses: `bad-request` to oneself, `not-in-call`, `participant-unknown`, `participant-away` (not delivered).
 */
export function signalLink(room: Room, command: Command<'signal-link'>): Outcome<'signal-link'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  if (command.to === participant.id) return refuse(room, 'bad-request')
  if (participant.callOrder === null) return refuse(room, 'not-in-call')
  const addressee = findParticipant(room, command.to)
  if (addressee === undefined) return refuse(room, 'participant-unknown')
  if (addressee.callOrder === null) return refuse(room, 'not-in-call')
  if (addressee.presence.kind === 'away') return refuse(room, 'participant-away')
  return grant(room, [
    {
      kind: 'fact',
      to: toParticipant(addressee.id),
      event: 'link:signal',
      fact: { from: participant.id, linkId: command.linkId, payload: command.payload },
    },
  ])
}

/** Takes the participant out of the call and its offer off the list. Granted without effect where it is not in the call. */
export function leaveCall(room: Room, command: Command<'leave-call'>): Outcome<'leave-call'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  if (participant.callOrder === null) return grant(room)
  const left = { ...participant, callOrder: null }
  return grant(withParticipant(withoutOfferOf(room, participant.id), left), [
    ...offerClosed(room, findOfferOf(room, participant.id), 'withdrawn'),
    participantUpdated(room, left),
  ])
}
