import type { Knock, Offer, Participant, RoomSettings, RoomSnapshot } from '@/lib/protocol/room'
import { isHost, isMuted, mayAdmit } from './roles'
import { findParticipant, type Room, type RoomKnock, type RoomParticipant, type StandingOffer } from './room'

/** @returns a participant as the others may see it. */
export function toPublicParticipant(room: Room, participant: RoomParticipant): Participant {
  const { id, profile, callOrder, presence } = participant
  return {
    id,
    profile,
    callOrder,
    isAway: presence.kind === 'away',
    isHost: isHost(room, participant),
    isMuted: isMuted(room, participant),
  }
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
    candidates: showsCandidates(room) ? [...offer.candidates] : [],
  }
}

/** @returns whether candidates, and with them addresses, are told to those who have not answered yet. */
export function showsCandidates({ settings }: Room): boolean {
  return settings.door === 'open'
}

/** @returns the open offers that the reader could answer, oldest first. */
export function listOffersFor(room: Room, readerId: string): Offer[] {
  return room.offers
    .filter((offer) => offer.participantId !== readerId)
    .map((offer) => toPublicOffer(room, offer))
    .filter((offer) => offer !== null)
}

/** @returns how many fit into the room: what its hosts set, never above what the server is set to. */
export function toCapacity({ settings }: Room, serverMaxParticipants: number): number {
  return Math.min(settings.maxParticipants ?? serverMaxParticipants, serverMaxParticipants)
}

/** @returns what the hosts have set, as everybody in the room may know it. */
export function toPublicSettings(room: Room, serverMaxParticipants: number): RoomSettings {
  const { door, admission, passcodeHash } = room.settings
  return {
    door,
    admission,
    hasPasscode: passcodeHash !== null,
    maxParticipants: toCapacity(room, serverMaxParticipants),
  }
}

/** @returns the whole of the room as the reader may know it. */
export function toSnapshot(room: Room, reader: RoomParticipant, serverMaxParticipants: number): RoomSnapshot {
  return {
    participants: room.participants.map((participant) => toPublicParticipant(room, participant)),
    offers: listOffersFor(room, reader.id),
    settings: toPublicSettings(room, serverMaxParticipants),
    removed: room.settings.removed.map(({ participantId }) => participantId),
    knocks: mayAdmit(room, reader) ? room.knocks.map(toPublicKnock) : [],
  }
}

/** @returns somebody at the door, as those who may admit see them. */
export function toPublicKnock({ id, profile }: RoomKnock): Knock {
  return { participantId: id, profile }
}
