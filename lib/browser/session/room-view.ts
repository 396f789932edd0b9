import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { RoomSettings } from '@/lib/protocol/room'
import type { OpenedFact, OpenedKnock, OpenedOffer, OpenedParticipant, OpenedSnapshot } from './opened-facts'

/** What this browser knows of the room: the last snapshot and every fact since. Immutable. */
export interface RoomView {
  /** Everybody, oneself included, in the order in which they came. */
  readonly participants: ReadonlyMap<ParticipantId, OpenedParticipant>
  /** Open offers of others, oldest first. */
  readonly offers: ReadonlyMap<OfferId, OpenedOffer>
  /** null before the first snapshot. */
  readonly settings: RoomSettings | null
  /** Those whom one may admit, longest waiting first. */
  readonly knocks: ReadonlyMap<ParticipantId, OpenedKnock>
}

export const EMPTY_ROOM_VIEW: RoomView = {
  participants: new Map(),
  offers: new Map(),
  settings: null,
  knocks: new Map(),
}

export function createRoomView(snapshot: OpenedSnapshot): RoomView {
  return {
    participants: new Map(snapshot.participants.map((participant) => [participant.id, participant])),
    offers: new Map(snapshot.offers.map((offer) => [offer.id, offer])),
    settings: snapshot.settings,
    knocks: new Map(snapshot.knocks.map((knock) => [knock.participantId, knock])),
  }
}

const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value)

const withoutEntries = <K, V>(map: ReadonlyMap<K, V>, isGone: (value: V, key: K) => boolean) =>
  new Map([...map].filter(([key, value]) => !isGone(value, key)))

/** @returns The view after a fact; the same object where the fact says nothing about the room. */
export function applyFact(view: RoomView, { name, fact }: OpenedFact): RoomView {
  switch (name) {
    case 'participant:joined':
    case 'participant:updated':
      return applyParticipant(view, fact.participant)
    case 'participant:left':
      return withoutParticipant(view, fact.participantId)
    case 'offer:posted':
      return {
        ...view,
        offers: withEntry(
          withoutEntries(view.offers, (offer) => offer.participantId === fact.offer.participantId),
          fact.offer.id,
          fact.offer,
        ),
      }
    case 'offer:gathered':
      return withCandidates(view, fact.offerId, fact.candidates)
    case 'offer:closed':
      return view.offers.has(fact.offerId)
        ? { ...view, offers: withoutEntries(view.offers, (_, id) => id === fact.offerId) }
        : view
    case 'room:updated':
      return { ...view, settings: fact.settings }
    case 'knock:started':
      return { ...view, knocks: withEntry(view.knocks, fact.knock.participantId, fact.knock) }
    case 'knock:ended':
      return withoutKnock(view, fact.participantId)
    default:
      return view
  }
}

function withCandidates(view: RoomView, offerId: OfferId, candidates: string[]): RoomView {
  const offer = view.offers.get(offerId)
  if (offer === undefined) return view
  return { ...view, offers: withEntry(view.offers, offerId, { ...offer, candidates }) }
}

/** An offer of another stay in the call than the participant's present one is void. */
function applyParticipant(view: RoomView, participant: OpenedParticipant): RoomView {
  return {
    ...view,
    participants: withEntry(view.participants, participant.id, participant),
    offers: withoutEntries(
      view.offers,
      (offer) => offer.participantId === participant.id && offer.callOrder !== participant.callOrder,
    ),
  }
}

function withoutParticipant(view: RoomView, id: ParticipantId): RoomView {
  return {
    ...view,
    participants: withoutEntries(view.participants, (_, key) => key === id),
    offers: withoutEntries(view.offers, (offer) => offer.participantId === id),
  }
}

/** @returns The view in which a participant is out of the call: what they said themselves over their link. */
export function withParticipantOutOfCall(view: RoomView, id: ParticipantId): RoomView {
  const participant = view.participants.get(id)
  return participant === undefined ? view : applyParticipant(view, { ...participant, callOrder: null })
}

/** @returns The view in which nobody waits at the door under this id. */
export function withoutKnock(view: RoomView, id: ParticipantId): RoomView {
  return { ...view, knocks: withoutEntries(view.knocks, (_, key) => key === id) }
}

/** @returns The view without an offer that turned out not to be open. */
export function withoutOffer(view: RoomView, id: OfferId): RoomView {
  return { ...view, offers: withoutEntries(view.offers, (_, key) => key === id) }
}

/** @returns The view with offers that an acknowledgement listed. */
export function withOffers(view: RoomView, offers: readonly OpenedOffer[]): RoomView {
  return { ...view, offers: new Map([...view.offers, ...offers.map((offer) => [offer.id, offer] as const)]) }
}
