import type { FactName, FactOf, LeaveReason } from '@/lib/protocol/facts'
import { showsCandidates, toPublicOffer, toPublicParticipant, toPublicSettings } from './public-view'
import type { Room, RoomParticipant, StandingOffer } from './room'

/** Who is told: one participant, or everybody present in the room, one of them left out where said. */
export type Recipient =
  | { readonly kind: 'participant'; readonly participantId: string }
  | { readonly kind: 'room'; readonly exceptParticipantId: string | null }

/** A fact to tell. */
export type FactEffect = {
  [N in FactName]: {
    readonly kind: 'fact'
    readonly to: Recipient
    readonly event: N
    readonly fact: FactOf<N>
  }
}[FactName]

/**
 * What a command asks of the world, in this order.
 * `close-connection` ends one socket, not a participant: a newer one speaks for it. Where `isSuperseded`, it is told why first.
 */
export type Effect =
  | FactEffect
  | { readonly kind: 'close-connection'; readonly connectionId: string; readonly isSuperseded: boolean }

/** Everybody present. */
export const TO_ROOM: Recipient = { kind: 'room', exceptParticipantId: null }

/** Everybody present but one, who knows already. */
export function toOthers(participantId: string): Recipient {
  return { kind: 'room', exceptParticipantId: participantId }
}

/** One participant alone. */
export function toParticipant(participantId: string): Recipient {
  return { kind: 'participant', participantId }
}

/** The others learn the participant's new state, as it is in `room`. */
export function participantUpdated(room: Room, participant: RoomParticipant): FactEffect {
  return {
    kind: 'fact',
    to: toOthers(participant.id),
    event: 'participant:updated',
    fact: { participant: toPublicParticipant(room, participant) },
  }
}

/** Everybody learns the new role of a member, who learns it too: each participant of that member key is told of. */
export function roleUpdated(room: Room, memberKeyHash: string): FactEffect[] {
  return room.participants
    .filter((participant) => participant.memberKeyHash === memberKeyHash)
    .map((participant) => ({ ...participantUpdated(room, participant), to: TO_ROOM }))
}

/** Everybody learns that the participant is no longer in the room. */
export function participantLeft(participantId: string, reason: LeaveReason): FactEffect {
  return {
    kind: 'fact',
    to: toOthers(participantId),
    event: 'participant:left',
    fact: { participantId, reason },
  }
}

/** Everybody learns the room's settings. */
export function roomUpdated(room: Room, serverMaxParticipants: number): FactEffect {
  return {
    kind: 'fact',
    to: TO_ROOM,
    event: 'room:updated',
    fact: { settings: toPublicSettings(room, serverMaxParticipants) },
  }
}

/** The others learn of the offer; nothing where it is hidden. */
export function offerPosted(room: Room, offer: StandingOffer | undefined): FactEffect[] {
  const shown = offer === undefined ? null : toPublicOffer(room, offer)
  if (shown === null) return []
  return [{ kind: 'fact', to: toOthers(shown.participantId), event: 'offer:posted', fact: { offer: shown } }]
}

/** Those in the lobby, who may answer any moment, learn all candidates of an offer; nobody where they are not told of candidates. */
export function offerGathered(room: Room, { id: offerId, candidates }: StandingOffer): FactEffect[] {
  if (!showsCandidates(room)) return []
  return room.participants
    .filter(({ callOrder, presence }) => callOrder === null && presence.kind !== 'away')
    .map(({ id }) => ({
      kind: 'fact',
      to: toParticipant(id),
      event: 'offer:gathered',
      fact: { offerId, candidates: [...candidates] },
    }))
}

/** The others learn that the offer is gone; nothing where it was hidden from them in `room`. */
export function offerClosed(
  room: Room,
  offer: StandingOffer | undefined,
  reason: 'withdrawn' | 'replaced',
): FactEffect[] {
  if (offer === undefined || toPublicOffer(room, offer) === null) return []
  return [
    {
      kind: 'fact',
      to: toOthers(offer.participantId),
      event: 'offer:closed',
      fact: { offerId: offer.id, reason },
    },
  ]
}
