import { knockEnded } from './admission'
import type { Command, Outcome } from './commands'
import { refuse } from './commands'
import { refuseAtDoor, refuseKey, refuseVisitor, withMember } from './door'
import { type Effect, offerClosed, offerPosted, participantUpdated, toOthers } from './effects'
import { withHost } from './hosts'
import { withoutKnock } from './knocks'
import { toCapacity, toPublicParticipant, toSnapshot } from './public-view'
import {
  findOfferOf,
  findParticipant,
  nextCallOrder,
  type Presence,
  type Room,
  type RoomParticipant,
  withLastUse,
  withoutOfferOf,
  withParticipant,
} from './room'

/** A claimed order may be ahead of our clock by this much: clocks step back. Further, and it is made anew, so that orders keep growing. */
const CLAIMED_ORDER_AHEAD_MS = 60 * 60 * 1000

/**
 * Enters a newcomer, resumes the same page, or puts a new page in the place of the old one.
 * Refuses a newcomer: what `refuseVisitor` and `refuseAtDoor` do, then `room-full`; a new page: what `refuseKey` does.
 */
export function join(room: Room, command: Command<'join'>, now: number): Outcome<'join'> {
  const known = findParticipant(room, command.participantId)
  if (known === undefined) return joinAsNew(room, command, now)
  const closing = closeEarlierConnection(known, command)
  return known.page === command.page
    ? resume(room, known, command, closing)
    : joinFromAnotherPage(room, known, command, closing)
}

function joinAsNew(room: Room, command: Command<'join'>, now: number): Outcome<'join'> {
  const code = refuseVisitor(room, command) ?? refuseAtDoor(room, command)
  if (code !== null) return refuse(room, code)
  if (room.participants.length >= toCapacity(room, command.maxParticipants)) return refuse(room, 'room-full')
  const callOrder = command.callOrder === null ? null : toHeldOrder(room, command.callOrder, now)
  const participant: RoomParticipant = {
    id: command.participantId,
    page: command.page,
    memberKeyHash: command.memberKeyHash,
    profile: command.profile,
    callOrder,
    presence: toPresent(command),
  }
  const joined = admit(room, participant, command.keyId)
  const isWaiting = room.knocks.some(({ id }) => id === participant.id)
  return welcome(withLastUse(joined, now), participant, command.maxParticipants, [
    {
      kind: 'fact',
      to: toOthers(participant.id),
      event: 'participant:joined',
      fact: { participant: toPublicParticipant(joined, participant) },
    },
    ...(isWaiting ? knockEnded(room, participant.id, null) : []),
  ])
}

/** The room with the newcomer inside: the first in it names its key, and is its host where it has none. */
function admit(room: Room, participant: RoomParticipant, keyId: string | null): Room {
  const entered = withMember(withParticipant(withoutKnock(room, participant.id), participant), participant.id)
  const hosted =
    room.settings.hostKeyHashes.length === 0 ? withHost(entered, participant.memberKeyHash) : entered
  return {
    ...hosted,
    keyId: room.participants.length === 0 ? keyId : room.keyId,
    lastCallOrder: Math.max(room.lastCallOrder, participant.callOrder ?? 0),
  }
}

/** The order that a returning participant keeps: the one it claims, unless somebody else holds it or no clock explains it. */
function toHeldOrder(room: Room, claimed: number, now: number): number {
  const isHeld = room.participants.some(({ callOrder }) => callOrder === claimed)
  const isPlausible = claimed <= Math.max(now, room.lastCallOrder) + CLAIMED_ORDER_AHEAD_MS
  return !isHeld && isPlausible ? claimed : nextCallOrder(room, now)
}

function resume(
  room: Room,
  known: RoomParticipant,
  command: Command<'join'>,
  closing: readonly Effect[],
): Outcome<'join'> {
  const participant = { ...known, profile: command.profile, presence: toPresent(command) }
  const resumed = withParticipant(room, participant)
  const wasAway = known.presence.kind === 'away'
  return welcome(resumed, participant, command.maxParticipants, [
    ...closing,
    participantUpdated(room, participant),
    ...(wasAway ? offerPosted(resumed, findOfferOf(resumed, participant.id)) : []),
  ])
}

function joinFromAnotherPage(
  room: Room,
  known: RoomParticipant,
  command: Command<'join'>,
  closing: readonly Effect[],
): Outcome<'join'> {
  const code = refuseKey(room, command)
  if (code !== null) return refuse(room, code)
  const participant = {
    ...known,
    page: command.page,
    profile: command.profile,
    callOrder: null,
    presence: toPresent(command),
  }
  const replaced = withParticipant(withoutOfferOf(room, known.id), participant)
  // Past refuseKey the id is the room's own, or nobody else is inside who could mind another.
  return welcome({ ...replaced, keyId: command.keyId }, participant, command.maxParticipants, [
    ...closing,
    ...offerClosed(room, findOfferOf(room, known.id), 'withdrawn'),
    participantUpdated(room, participant),
  ])
}

function toPresent({ connectionId }: Command<'join'>): Presence {
  return { kind: 'present', connectionId, isClosing: false }
}

function closeEarlierConnection(known: RoomParticipant, command: Command<'join'>): Effect[] {
  if (known.presence.kind === 'away') return []
  const { connectionId } = known.presence
  // Asked again by a socket that was not told whether it came in.
  if (connectionId === command.connectionId) return []
  return [{ kind: 'close-connection', connectionId, isSuperseded: known.page !== command.page }]
}

function welcome(
  room: Room,
  participant: RoomParticipant,
  serverMaxParticipants: number,
  effects: readonly Effect[],
): Outcome<'join'> {
  return {
    room,
    effects,
    reply: { ok: true, snapshot: toSnapshot(room, participant, serverMaxParticipants) },
  }
}
