import type { ErrorCode } from '@/lib/protocol/errors'
import type { Asker } from './asker'
import { findAsker } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import { participantUpdated, toParticipant } from './effects'
import { enterCall, findParticipant, type Room, type RoomParticipant } from './room'

/**
 * Passes one message of a link that is made before anybody has answered: between somebody in the call and somebody who is not, or has
 * just come in by it. Refuses: `instant-answer-off`, `bad-request` to oneself, `not-in-call` where neither is, `participant-unknown`,
 * `participant-away`.
 */
export function prepareLink(room: Room, command: Command<'prepare-link'>): Outcome<'prepare-link'> {
  const { participant, addressee, code } = findTwo(room, command, command.to)
  if (participant === null) return refuse(room, code)
  if (participant.callOrder === null && addressee.callOrder === null) return refuse(room, 'not-in-call')
  const { linkId, payload } = command
  return grant(room, [
    {
      kind: 'fact',
      to: toParticipant(addressee.id),
      event: 'link:prepared',
      fact: { from: participant.id, linkId, payload },
    },
  ])
}

/**
 * Answers a caller by the link that was made with them before; the asker enters the call. No offer is claimed by it.
 * Refuses: `instant-answer-off`, `bad-request` to oneself, `participant-unknown`, `participant-away`, `not-in-call` where the caller
 * has hung up.
 */
export function answerLink(room: Room, command: Command<'answer-link'>, now: number): Outcome<'answer-link'> {
  const { participant, addressee, code } = findTwo(room, command, command.callerId)
  if (participant === null) return refuse(room, code)
  if (addressee.callOrder === null) return refuse(room, 'not-in-call')
  const { room: entered, participant: answerer, hasEntered } = enterCall(room, participant, now)
  return {
    room: entered,
    effects: [
      ...(hasEntered ? [participantUpdated(entered, answerer)] : []),
      {
        kind: 'fact',
        to: toParticipant(addressee.id),
        event: 'link:answered',
        fact: { linkId: command.linkId, participantId: answerer.id, callOrder: answerer.callOrder },
      },
    ],
    reply: { ok: true, callOrder: answerer.callOrder },
  }
}

type FoundTwo =
  | { readonly participant: RoomParticipant; readonly addressee: RoomParticipant; readonly code: null }
  | { readonly participant: null; readonly addressee: null; readonly code: ErrorCode }

/** Nothing is made with anybody before an answer where people are looked at first. */
function findTwo(room: Room, asker: Asker, addresseeId: string): FoundTwo {
  const none = (code: ErrorCode): FoundTwo => ({ participant: null, addressee: null, code })
  const { participant, code } = findAsker(room, asker)
  if (participant === null) return none(code)
  if (room.settings.door !== 'open') return none('instant-answer-off')
  if (addresseeId === participant.id) return none('bad-request')
  const addressee = findParticipant(room, addresseeId)
  if (addressee === undefined) return none('participant-unknown')
  return addressee.presence.kind === 'away'
    ? none('participant-away')
    : { participant, addressee, code: null }
}
