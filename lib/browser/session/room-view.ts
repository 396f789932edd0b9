import type { NamedFact } from '@/lib/protocol/facts'
import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { Offer, Participant, RoomSnapshot } from '@/lib/protocol/room'

/** What this browser knows of the room: the last snapshot and every fact since. Immutable. */
export interface RoomView {
  /** Everybody, oneself included, in the order in which they came. */
  readonly participants: ReadonlyMap<ParticipantId, Participant>
  /** Open offers of others, oldest first. */
  readonly offers: ReadonlyMap<OfferId, Offer>
}

export const EMPTY_ROOM_VIEW: RoomView = { participants: new Map(), offers: new Map() }

export function createRoomView(snapshot: Pick<RoomSnapshot, 'participants' | 'offers'>): RoomView {
  return {
    participants: new Map(snapshot.participants.map((participant) => [participant.id, participant])),
    offers: new Map(snapshot.offers.map((offer) => [offer.id, offer])),
  }
}

const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value)

const withoutEntries = <K, V>(map: ReadonlyMap<K, V>, isGone: (value: V, key: K) => boolean) =>
  new Map([...map].filter(([key, value]) => !isGone(value, key)))

/** @returns The view after a fact; the same object where the fact says nothing about the room. */
export function applyFact(view: RoomView, { name, fact }: NamedFact): RoomView {
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
    case 'offer:closed':
      return view.offers.has(fact.offerId)
        ? { ...view, offers: withoutEntries(view.offers, (_, id) => id === fact.offerId) }
        : view
    default:
      return view
  }
}

/** An offer of another stay in the call than the participant's present one is void. */
function applyParticipant(view: RoomView, participant: Participant): RoomView {
  return {
    participants: withEntry(view.participants, participant.id, participant),
    offers: withoutEntries(
      view.offers,
      (offer) => offer.participantId === participant.id && offer.callOrder !== participant.callOrder,
    ),
  }
}

function withoutParticipant(view: RoomView, id: ParticipantId): RoomView {
  return {
    participants: withoutEntries(view.participants, (_, key) => key === id),
    offers: withoutEntries(view.offers, (offer) => offer.participantId === id),
  }
}

/** @returns The view in which a participant is out of the call: what they said themselves over their link. */
export function withParticipantOutOfCall(view: RoomView, id: ParticipantId): RoomView {
  const participant = view.participants.get(id)
  return participant === undefined ? view : applyParticipant(view, { ...participant, callOrder: null })
}

/** @returns The view without an offer that turned out not to be open. */
export function withoutOffer(view: RoomView, id: OfferId): RoomView {
  return { ...view, offers: withoutEntries(view.offers, (_, key) => key === id) }
}

/** @returns The view with offers that an acknowledgement listed. */
export function withOffers(view: RoomView, offers: readonly Offer[]): RoomView {
  return { ...view, offers: new Map([...view.offers, ...offers.map((offer) => [offer.id, offer] as const)]) }
}
