import { leaveCall, signalLink } from './call'
import type { CommandFields, CommandKind, Outcome } from './commands'
import { configureRoom } from './configure'
import { grantHost, revokeHost, watchHosts } from './hosts'
import { join } from './join'
import { answerKnock, endKnock, knock } from './knocks'
import { endCall, muteParticipant, removeParticipant } from './moderation'
import { addCandidates, answerOffer, declineOffer, postOffer } from './offers'
import { answerLink, prepareLink } from './prepared-links'
import { disconnect, expire, hintClosing, leaveRoom, renewIce, updateProfile } from './presence'
import type { Room } from './room'

type Apply = {
  readonly [K in CommandKind]: (
    room: Room,
    command: { readonly kind: K } & CommandFields[K],
    now: number,
  ) => Outcome<K>
}

const APPLY: Apply = {
  join,
  'leave-room': leaveRoom,
  'hint-closing': hintClosing,
  disconnect,
  'update-profile': updateProfile,
  'post-offer': postOffer,
  'add-candidates': addCandidates,
  'answer-offer': answerOffer,
  'decline-offer': declineOffer,
  'signal-link': signalLink,
  'prepare-link': prepareLink,
  'answer-link': answerLink,
  'leave-call': leaveCall,
  'end-call': endCall,
  'renew-ice': renewIce,
  'configure-room': configureRoom,
  'remove-participant': removeParticipant,
  'mute-participant': muteParticipant,
  'grant-host': grantHost,
  'revoke-host': revokeHost,
  knock,
  'answer-knock': answerKnock,
  'end-knock': endKnock,
  expire: (room, _command, now) => expire(room, now),
}

/**
 * Decides what a command does to a room: the one door to the rules of docs/protocol.md.
 * Pure: the same input gives the same outcome, so a store may run it again.
 * @param now milliseconds since the epoch
 */
export function applyCommand<K extends CommandKind>(
  room: Room,
  command: { readonly kind: K } & CommandFields[K],
  now: number,
): Outcome<K> {
  const outcome = APPLY[command.kind](room, command, now)
  return outcome.room === room ? outcome : { ...outcome, room: watchHosts(outcome.room, now) }
}
