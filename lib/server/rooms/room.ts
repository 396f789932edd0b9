import type { CallOrder, Offer, Participant } from '@/lib/protocol/room'

/** Whether a socket speaks for the participant. Times are milliseconds since the epoch. */
export type Presence =
  | { readonly kind: 'present'; readonly connectionId: string; readonly isClosing: boolean }
  | { readonly kind: 'away'; readonly deadline: number }

/** One participant's record. `page` tells a reconnect of the same page from a refresh. */
export interface RoomParticipant {
  readonly id: string
  readonly page: string
  readonly profile: string
  readonly callOrder: CallOrder | null
  readonly presence: Presence
}

/** One open offer's record. It stays while its participant is away, and is hidden meanwhile. */
export interface StandingOffer {
  readonly id: string
  readonly participantId: string
  readonly description: string
  readonly candidates: readonly string[]
}

/** What is remembered of a claimed offer: enough to tell `offer-taken` from `offer-unknown`. */
export interface TakenOffer {
  readonly id: string
  readonly participantId: string
}

/** One room: plain immutable data, so that any store can keep it as JSON. */
export interface Room {
  /** In the order of joining. */
  readonly participants: readonly RoomParticipant[]
  /** Oldest first; at most one a participant. */
  readonly offers: readonly StandingOffer[]
  /** Oldest first, bounded. */
  readonly takenOffers: readonly TakenOffer[]
  /** The highest order ever given in this room: orders never repeat. */
  readonly lastCallOrder: number
}

/** A room that nobody entered yet. */
export const EMPTY_ROOM: Room = { participants: [], offers: [], takenOffers: [], lastCallOrder: 0 }

/** @returns the participant's record, or undefined where the room does not know it. */
export function findParticipant(room: Room, participantId: string): RoomParticipant | undefined {
  return room.participants.find(({ id }) => id === participantId)
}

/** @returns the room with this record in the place of the one with the same id, or at the end. */
export function withParticipant(room: Room, participant: RoomParticipant): Room {
  const isKnown = findParticipant(room, participant.id) !== undefined
  const participants = isKnown
    ? room.participants.map((known) => (known.id === participant.id ? participant : known))
    : [...room.participants, participant]
  return { ...room, participants }
}

/** @returns the room without the participant and without its offer. */
export function withoutParticipant(room: Room, participantId: string): Room {
  return {
    ...withoutOfferOf(room, participantId),
    participants: room.participants.filter(({ id }) => id !== participantId),
  }
}

/** @returns the participant's open offer, hidden or not. */
export function findOfferOf(room: Room, participantId: string): StandingOffer | undefined {
  return room.offers.find((offer) => offer.participantId === participantId)
}

/** @returns the room without the participant's offer. */
export function withoutOfferOf(room: Room, participantId: string): Room {
  return { ...room, offers: room.offers.filter((offer) => offer.participantId !== participantId) }
}

/** @returns a participant as the others may see it. */
export function toPublicParticipant(participant: RoomParticipant): Participant {
  const { id, profile, callOrder, presence } = participant
  return { id, profile, callOrder, isAway: presence.kind === 'away', isHost: false, isMuted: false }
}

/** @returns an offer as the others may see it, or null where it is hidden: its participant is away or not in the call. */
export function toPublicOffer(room: Room, offer: StandingOffer): Offer | null {
  const owner = findParticipant(room, offer.participantId)
  if (owner === undefined || owner.callOrder === null || owner.presence.kind === 'away') return null
  return {
    id: offer.id,
    participantId: owner.id,
    callOrder: owner.callOrder,
    description: offer.description,
  }
}

/** @returns the open offers that the reader could answer, oldest first. */
export function listOffersFor(room: Room, readerId: string): Offer[] {
  return room.offers
    .filter((offer) => offer.participantId !== readerId)
    .map((offer) => toPublicOffer(room, offer))
    .filter((offer) => offer !== null)
}

/** @returns an order above every earlier one of the room, the clock's time where the clock allows. */
export function nextCallOrder(room: Room, now: number): CallOrder {
  return Math.max(room.lastCallOrder + 1, now)
}

/** @returns the room with the participant in the call under a fresh order; unchanged where it is in the call already. */
export function enterCall(
  room: Room,
  participant: RoomParticipant,
  now: number,
): { room: Room; participant: RoomParticipant & { callOrder: CallOrder }; hasEntered: boolean } {
  const { callOrder } = participant
  if (callOrder !== null) return { room, participant: { ...participant, callOrder }, hasEntered: false }
  const entered = { ...participant, callOrder: nextCallOrder(room, now) }
  return {
    room: { ...withParticipant(room, entered), lastCallOrder: entered.callOrder },
    participant: entered,
    hasEntered: true,
  }
}

/** @returns when the next grace period of the room ends, in milliseconds since the epoch; null where none runs. */
export function nextDeadline(room: Room): number | null {
  const deadlines = room.participants.flatMap(({ presence }) =>
    presence.kind === 'away' ? [presence.deadline] : [],
  )
  return deadlines.length === 0 ? null : Math.min(...deadlines)
}
