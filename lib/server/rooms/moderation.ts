import { LIMITS } from '@/lib/protocol/limits'
import { findHost, findHostAndTarget } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import {
  type Effect,
  offerClosed,
  participantLeft,
  participantUpdated,
  roleUpdated,
  TO_ROOM,
  toParticipant,
} from './effects'
import { answerKnocks } from './knocks'
import {
  findOfferOf,
  type Room,
  type RoomParticipant,
  withLastUse,
  withoutParticipant,
  withSettings,
} from './room'
import { remember } from './settings'

/** How many of those muted a room remembers: several times those who fit inside. */
const MUTED_KEPT = 256

/**
 * Puts somebody out for good, with every tab of the same member key, inside or at the door.
 * Refuses: `not-host`, `participant-unknown`, `bad-request` of the asker itself.
 */
export function removeParticipant(
  room: Room,
  command: Command<'remove-participant'>,
  now: number,
): Outcome<'remove-participant'> {
  const { host, target, code } = findHostAndTarget(room, command)
  if (host === null) return refuse(room, code)
  const { memberKeyHash } = target
  if (memberKeyHash === host.memberKeyHash) return refuse(room, 'bad-request')
  const put = room.participants.filter((inside) => inside.memberKeyHash === memberKeyHash)
  const rest = put.reduce((remaining, { id }) => withoutParticipant(remaining, id), withRemoved(room, put))
  const settled = answerKnocks(rest, false, (knock) => knock.memberKeyHash === memberKeyHash)
  return grant(withLastUse(settled.room, now), [
    ...put.flatMap((removed) => tellRemoval(room, removed)),
    ...settled.effects,
  ])
}

function withRemoved(room: Room, put: readonly RoomParticipant[]): Room {
  const { settings } = room
  const ids = new Set(put.map(({ id }) => id))
  const keys = new Set(put.map(({ memberKeyHash }) => memberKeyHash))
  const entries = put.map(({ id, memberKeyHash }) => ({ participantId: id, memberKeyHash }))
  return withSettings(room, {
    removed: [...settings.removed, ...entries].slice(-LIMITS.removedPerRoom),
    members: settings.members.filter((id) => !ids.has(id)),
    hostKeyHashes: settings.hostKeyHashes.filter((hash) => !keys.has(hash)),
    mutedKeyHashes: settings.mutedKeyHashes.filter((hash) => !keys.has(hash)),
  })
}

/** The others close their links first; then the removed one is told, and its socket closed. */
function tellRemoval(room: Room, removed: RoomParticipant): Effect[] {
  const { id, presence } = removed
  const told: Effect[] = [
    participantLeft(id, 'removed'),
    ...offerClosed(room, findOfferOf(room, id), 'withdrawn'),
    { kind: 'fact', to: toParticipant(id), event: 'session:removed', fact: {} },
  ]
  if (presence.kind === 'away') return told
  return [...told, { kind: 'close-connection', connectionId: presence.connectionId, isSuperseded: false }]
}

/** Mutes somebody or takes that back, in all their tabs. Refuses: `not-host`, `participant-unknown`. */
export function muteParticipant(
  room: Room,
  command: Command<'mute-participant'>,
): Outcome<'mute-participant'> {
  const { target, code } = findHostAndTarget(room, command)
  if (target === null) return refuse(room, code)
  const { memberKeyHash } = target
  const { mutedKeyHashes } = room.settings
  if (mutedKeyHashes.includes(memberKeyHash) === command.isMuted) return grant(room)
  const muted = withSettings(room, {
    mutedKeyHashes: command.isMuted
      ? remember(mutedKeyHashes, memberKeyHash, MUTED_KEPT)
      : mutedKeyHashes.filter((hash) => hash !== memberKeyHash),
  })
  return grant(muted, roleUpdated(muted, memberKeyHash))
}

/** Takes everybody out of the call, those who are away included. Refuses: `not-host`. Without effect where nobody is in it. */
export function endCall(room: Room, command: Command<'end-call'>): Outcome<'end-call'> {
  const { participant, code } = findHost(room, command)
  if (participant === null) return refuse(room, code)
  const isInCall = ({ callOrder }: RoomParticipant) => callOrder !== null
  const inCall = room.participants.filter(isInCall)
  if (inCall.length === 0) return grant(room)
  const participants = room.participants.map((inside) => ({ ...inside, callOrder: null }))
  const ended = { ...room, participants, offers: [] }
  return grant(ended, [
    { kind: 'fact', to: TO_ROOM, event: 'call:ended', fact: { participantId: participant.id } },
    ...room.offers.flatMap((offer) => offerClosed(room, offer, 'withdrawn')),
    ...ended.participants
      .filter(({ id }) => inCall.some((left) => left.id === id))
      .map((left) => participantUpdated(ended, left)),
  ])
}
