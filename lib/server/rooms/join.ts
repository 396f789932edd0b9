import type { Command, Outcome } from './commands'
import { refuse } from './commands'
import { type Effect, offerClosed, offerPosted, participantUpdated, toOthers } from './effects'
import {
  findOfferOf,
  findParticipant,
  listOffersFor,
  nextCallOrder,
  type Presence,
  type Room,
  type RoomParticipant,
  toPublicParticipant,
  withoutOfferOf,
  withParticipant,
} from './room'

/** A claimed order may be ahead of our clock by this much: clocks step back. Further, and it is made anew, so that orders keep growing. */
const CLAIMED_ORDER_AHEAD_MS = 60 * 60 * 1000

/** Enters a newcomer, resumes the same page, or puts a new page in the place of the old one. Refuses: `room-full`. */
export function join(room: Room, command: Command<'join'>, now: number): Outcome<'join'> {
  const known = findParticipant(room, command.participantId)
  if (known === undefined) return joinAsNew(room, command, now)
  const closing = closeEarlierConnection(known, command)
  return known.page === command.page
    ? resume(room, known, command, closing)
    : joinFromAnotherPage(room, known, command, closing)
}

function joinAsNew(room: Room, command: Command<'join'>, now: number): Outcome<'join'> {
  if (room.participants.length >= command.maxParticipants) return refuse(room, 'room-full')
  const callOrder = command.callOrder === null ? null : toHeldOrder(room, command.callOrder, now)
  const participant: RoomParticipant = {
    id: command.participantId,
    page: command.page,
    profile: command.profile,
    callOrder,
    presence: toPresent(command),
  }
  const joined = {
    ...withParticipant(room, participant),
    lastCallOrder: Math.max(room.lastCallOrder, callOrder ?? 0),
  }
  return welcome(joined, participant, command.maxParticipants, [
    {
      kind: 'fact',
      to: toOthers(participant.id),
      event: 'participant:joined',
      fact: { participant: toPublicParticipant(participant) },
    },
  ])
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
    participantUpdated(participant),
    ...(wasAway ? offerPosted(resumed, findOfferOf(resumed, participant.id)) : []),
  ])
}

function joinFromAnotherPage(
  room: Room,
  known: RoomParticipant,
  command: Command<'join'>,
  closing: readonly Effect[],
): Outcome<'join'> {
  const participant = {
    ...known,
    page: command.page,
    profile: command.profile,
    callOrder: null,
    presence: toPresent(command),
  }
  const replaced = withParticipant(withoutOfferOf(room, known.id), participant)
  return welcome(replaced, participant, command.maxParticipants, [
    ...closing,
    ...offerClosed(room, findOfferOf(room, known.id), 'withdrawn'),
    participantUpdated(participant),
  ])
}

function toPresent({ connectionId }: Command<'join'>): Presence {
  return { kind: 'present', connectionId, isClosing: false }
}

function closeEarlierConnection(known: RoomParticipant, command: Command<'join'>): Effect[] {
  if (known.presence.kind === 'away') return []
  const { connectionId } = known.presence
  return [{ kind: 'close-connection', connectionId, isSuperseded: known.page !== command.page }]
}

function welcome(
  room: Room,
  participant: RoomParticipant,
  maxParticipants: number,
  effects: readonly Effect[],
): Outcome<'join'> {
  return {
    room,
    effects,
    reply: {
      ok: true,
      snapshot: {
        participants: room.participants.map(toPublicParticipant),
        offers: listOffersFor(room, participant.id),
        settings: { door: 'open', admission: 'hosts', hasPasscode: false, maxParticipants },
        knocks: [],
      },
    },
  }
}
