import type { ParticipantId } from '@/lib/protocol/ids'
import type { CallOrder } from '@/lib/protocol/room'
import type { OpenedOffer, OpenedParticipant } from './opened-facts'
import type { RoomView } from './room-view'

/** What the decisions need to know of one link. */
export interface LinkFacts {
  readonly participantId: ParticipantId
  /** The other side's stay in the call that the link belongs to; null: the server has not told of it yet. */
  readonly callOrder: CallOrder | null
  /** Media and data go through it now. */
  readonly isAlive: boolean
}

export interface ReconcileInput {
  readonly view: RoomView
  readonly selfId: ParticipantId
  /** One's own stay in the call; null outside it, or as long as the server has not named it. */
  readonly callOrder: CallOrder | null
  readonly links: readonly LinkFacts[]
}

export interface ReconcileResult {
  /** Whose links are void. */
  readonly close: readonly ParticipantId[]
  /** Offers to answer now. */
  readonly answer: readonly OpenedOffer[]
}

/**
 * What must be done so that the links match the room: decided from the state alone, so that a lost or repeated fact heals at the
 * next one. Of two participants the one who entered later answers, hence no glare at set-up (docs/protocol.md, L1–L3).
 */
export function reconcile({ view, selfId, callOrder, links }: ReconcileInput): ReconcileResult {
  const close = links.filter((link) => isVoid(view, link)).map((link) => link.participantId)
  if (callOrder === null) return { close, answer: [] }
  const linked = new Set(links.map((link) => link.participantId).filter((id) => !close.includes(id)))
  const answer = [...view.offers.values()].filter(
    (offer) =>
      offer.participantId !== selfId && offer.callOrder < callOrder && !linked.has(offer.participantId),
  )
  return { close, answer: onePerParticipant(answer) }
}

/**
 * A link goes with the stay that it belongs to. One whose participant the server no longer lists goes on as long as it lives:
 * a server that forgot somebody must not end a call that works.
 */
function isVoid(view: RoomView, link: LinkFacts): boolean {
  const participant = view.participants.get(link.participantId)
  if (participant === undefined) return !link.isAlive
  return link.callOrder !== null && participant.callOrder !== link.callOrder
}

function onePerParticipant(offers: readonly OpenedOffer[]): OpenedOffer[] {
  return [...new Map(offers.map((offer) => [offer.participantId, offer])).values()]
}

/** A participant in the call. */
export type Caller = OpenedParticipant & { readonly callOrder: CallOrder }

/**
 * Whom a person in the lobby may answer: everybody present in the call whom they have not declined, longest first. By presence, not by
 * open offers: between one offer taken and the next posted a caller is still calling, and a button must not slip away under a finger.
 */
export function selectCallers(
  view: RoomView,
  selfId: ParticipantId,
  declined: ReadonlyMap<ParticipantId, CallOrder>,
): Caller[] {
  return [...view.participants.values()]
    .flatMap(({ callOrder, ...participant }) => (callOrder === null ? [] : [{ ...participant, callOrder }]))
    .filter(({ id, callOrder, isAway }) => id !== selfId && !isAway && declined.get(id) !== callOrder)
    .sort((one, other) => one.callOrder - other.callOrder)
}
