import type { PeerLinkSnapshot } from '@/lib/browser/peer/peer-link'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { ParticipantView } from '@/lib/browser/store/state'
import type { NamedFact } from '@/lib/protocol/facts'
import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import type { AnswerOf } from '@/lib/protocol/requests'
import type { CallOrder, Offer } from '@/lib/protocol/room'
import { openProfile } from './payloads'
import { type Profiles, withProfile } from './profiles'
import { type LinkFacts, type ReconcileResult, reconcile, selectCallers } from './reconcile'
import {
  applyFact,
  createRoomView,
  EMPTY_ROOM_VIEW,
  type RoomView,
  withOffers,
  withoutOffer,
  withParticipantOutOfCall,
} from './room-view'
import { announceChanges, type NoticeContent, selectOfferViews, selectParticipantViews } from './views'

export interface RoomModelOptions {
  readonly onEvent: (event: CallEvent) => void
  readonly onNotice: (notice: NoticeContent) => void
}

/** Owns what this browser knows of the room and of everybody's profile, and makes the views that the interface renders. */
export class RoomModel {
  readonly #options: RoomModelOptions
  #view: RoomView = EMPTY_ROOM_VIEW
  #profiles: Profiles = new Map()
  /** Callers whom the person declined, with the stay in the call that was declined. */
  readonly #declined = new Map<ParticipantId, CallOrder>()
  #participantViews: readonly ParticipantView[] = []
  #selfId: ParticipantId | null = null

  constructor(options: RoomModelOptions) {
    this.#options = options
  }

  get selfId(): ParticipantId | null {
    return this.#selfId
  }

  nameOf(id: ParticipantId): string {
    return this.#profiles.get(id)?.name ?? ''
  }

  /** Takes a whole snapshot. @returns One's own order in it. */
  setSnapshot({ participantId, snapshot }: AnswerOf<'room:join'>): CallOrder | null {
    this.#selfId = participantId
    this.#view = createRoomView(snapshot)
    for (const { id, profile } of snapshot.participants) this.#learnPayload(id, profile)
    return this.#view.participants.get(participantId)?.callOrder ?? null
  }

  applyFact(named: NamedFact): void {
    if (named.name === 'participant:joined' || named.name === 'participant:updated') {
      this.#learnPayload(named.fact.participant.id, named.fact.participant.profile)
    }
    this.#view = applyFact(this.#view, named)
  }

  addOffers(offers: readonly Offer[]): void {
    this.#view = withOffers(this.#view, offers)
  }

  removeOffer(id: OfferId): void {
    this.#view = withoutOffer(this.#view, id)
  }

  /** Somebody said over their own link that they hung up. */
  markOutOfCall(id: ParticipantId): void {
    this.#view = withParticipantOutOfCall(this.#view, id)
  }

  /** @returns Whether the profile is news. */
  learnProfile(id: ParticipantId, profile: Profile): boolean {
    const before = this.#profiles
    this.#profiles = withProfile(before, id, profile)
    return this.#profiles !== before
  }

  /** @returns The declined caller's offer, if one is open: by it they are told. */
  decline(id: ParticipantId): Offer | undefined {
    const callOrder = this.#view.participants.get(id)?.callOrder ?? null
    if (callOrder !== null) this.#declined.set(id, callOrder)
    return this.openOffers().find((offer) => offer.participantId === id)
  }

  /** Declined ones too: who enters the call is connected to everybody in it. */
  openOffers(): Offer[] {
    return [...this.#view.offers.values()].filter((offer) => offer.participantId !== this.#selfId)
  }

  reconcile(callOrder: CallOrder | null, links: readonly LinkFacts[]): ReconcileResult {
    if (this.#selfId === null) return { close: [], answer: [] }
    return reconcile({ view: this.#view, selfId: this.#selfId, callOrder, links })
  }

  /** Tells the store how the room looks now, and in the call says aloud what changed. */
  publish(isInCall: boolean, links: ReadonlyMap<ParticipantId, PeerLinkSnapshot>): void {
    const before = this.#participantViews
    const participants = selectParticipantViews({
      view: this.#view,
      selfId: this.#selfId,
      profiles: this.#profiles,
      links,
    })
    this.#participantViews = participants
    const callers = isInCall ? [] : selectCallers(this.#view, this.#selfId, this.#declined)
    const offers = selectOfferViews(callers, this.#profiles)
    this.#options.onEvent({ type: 'room-changed', participants, offers })
    if (isInCall) announceChanges(before, participants).forEach(this.#options.onNotice)
  }

  #learnPayload(id: ParticipantId, payload: string): void {
    const profile = openProfile(payload)
    if (profile !== null) this.learnProfile(id, profile)
  }
}
