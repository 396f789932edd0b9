import { leaveCall, signalLink } from './call'
import type { CommandFields, CommandKind, Outcome } from './commands'
import { join } from './join'
import { addCandidates, answerOffer, declineOffer, postOffer } from './offers'
import { disconnect, expire, hintClosing, leaveRoom, updateProfile } from './presence'
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
  'leave-call': leaveCall,
  expire: (room, _command, now) => expire(room, now),
}

/**
 * Decides what a command does to a room: the one door to the rules of docs/protocol.md.
 * Pure: the same input gives the same outcome, so a store may run it again. A room left without participants is to be removed.
 * @param now milliseconds since the epoch
 */
export function applyCommand<K extends CommandKind>(
  room: Room,
  command: { readonly kind: K } & CommandFields[K],
  now: number,
): Outcome<K> {
  return APPLY[command.kind](room, command, now)
}
