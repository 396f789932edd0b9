import type { CallOrder } from '@/lib/protocol/room'
import { DEFAULT_SETTINGS, type DurableSettings } from './settings'

/** How long a room with people in it does without a host before one of them becomes one (H3): longer than a refresh or a tunnel. */
const HOSTLESS_MS = 2 * 60 * 1000

/** Whether a socket speaks for the participant. Times are milliseconds since the epoch. */
export type Presence =
  | { readonly kind: 'present'; readonly connectionId: string; readonly isClosing: boolean }
  | { readonly kind: 'away'; readonly deadline: number }

/** One participant's record. `page` tells a reconnect of the same page from a refresh. */
export interface RoomParticipant {
  readonly id: string
  readonly page: string
  /** What it is remembered by: as a host, as muted, as removed. */
  readonly memberKeyHash: string
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

/** Somebody who waits at the door, and the socket that waits with them. */
export interface RoomKnock {
  readonly id: string
  readonly connectionId: string
  readonly memberKeyHash: string
  readonly profile: string
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
  /** Which room key those inside have, as the first of them said; null: none. Of no meaning while nobody is inside. */
  readonly keyId: string | null
  /** Longest waiting first, bounded. */
  readonly knocks: readonly RoomKnock[]
  /** Since when somebody is present and no host is, in milliseconds since the epoch; null where a host or nobody is. */
  readonly hostlessSince: number | null
  /** The one part that outlives the room's people. A store tells a change by the reference. */
  readonly settings: DurableSettings
}

/** A room that nobody entered yet. */
export const EMPTY_ROOM: Room = {
  participants: [],
  offers: [],
  takenOffers: [],
  lastCallOrder: 0,
  keyId: null,
  knocks: [],
  hostlessSince: null,
  settings: DEFAULT_SETTINGS,
}

/** Whether nobody is in the room and nobody waits to be: nothing of it but its settings is worth keeping. */
export function isEmptyRoom(room: Room): boolean {
  return room.participants.length === 0 && room.knocks.length === 0
}

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

/** @returns the room, marked as used by somebody who entered or left it now. */
export function withLastUse(room: Room, now: number): Room {
  return withSettings(room, { lastUsedAt: now })
}

/** @returns the room, marked as used now where somebody is in it or waits at its door. */
export function markedAsUsed(room: Room, now: number): Room {
  return isEmptyRoom(room) ? room : withLastUse(room, now)
}

/** @returns the room with these of its settings in the place of those before. */
export function withSettings(room: Room, changes: Partial<DurableSettings>): Room {
  return { ...room, settings: { ...room.settings, ...changes } }
}

/** @returns the participant's open offer, hidden or not. */
export function findOfferOf(room: Room, participantId: string): StandingOffer | undefined {
  return room.offers.find((offer) => offer.participantId === participantId)
}

/** @returns the room without the participant's offer. */
export function withoutOfferOf(room: Room, participantId: string): Room {
  return { ...room, offers: room.offers.filter((offer) => offer.participantId !== participantId) }
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

/** @returns when a host is to be found for the room, in milliseconds since the epoch; null where it has one or needs none. */
export function hostlessDeadline({ hostlessSince }: Room): number | null {
  return hostlessSince === null ? null : hostlessSince + HOSTLESS_MS
}

/** @returns when time alone next changes the room, in milliseconds since the epoch: a grace period ends, or a host is to be found. */
export function nextDeadline(room: Room): number | null {
  const graceEnds = room.participants.map(({ presence }) =>
    presence.kind === 'away' ? presence.deadline : null,
  )
  const deadlines = [hostlessDeadline(room), ...graceEnds].filter((deadline) => deadline !== null)
  return deadlines.length === 0 ? null : Math.min(...deadlines)
}
