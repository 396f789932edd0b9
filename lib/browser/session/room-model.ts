import type { CallEvent } from '@/lib/browser/store/call-event'
import type { ParticipantView } from '@/lib/browser/store/state'
import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import type { CallOrder } from '@/lib/protocol/room'
import type { OpenedFact, OpenedOffer, OpenedParticipant, OpenedSnapshot } from './opened-facts'
import type { PreparedWith } from './prepared-links'
import { type Profiles, withProfile } from './profiles'
import { type Caller, type LinkFacts, type ReconcileResult, reconcile, selectCallers } from './reconcile'
import {
  applyFact,
  createRoomView,
  EMPTY_ROOM_VIEW,
  type RoomView,
  withOffers,
  withoutKnock,
  withoutOffer,
  withParticipantOutOfCall,
} from './room-view'
import {
  announceChanges,
  type LinkViews,
  type NoticeContent,
  selectOfferViews,
  selectParticipantViews,
} from './views'

/** Whose clock is further ahead is not followed: their hand stays the last. */
const FOLLOWED_AHEAD_MS = 60_000

export interface RoomModelOptions {
  readonly selfId: ParticipantId
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

  constructor(options: RoomModelOptions) {
    this.#options = options
  }

  nameOf(id: ParticipantId): string {
    return this.#profiles.get(id)?.name ?? ''
  }

  /** Takes a whole snapshot. @returns One's own order in it. */
  setSnapshot(snapshot: OpenedSnapshot): CallOrder | null {
    this.#view = createRoomView(snapshot)
    for (const { id, profile } of snapshot.participants) this.learnProfile(id, profile)
    for (const { participantId: id, profile } of snapshot.knocks) this.learnProfile(id, profile)
    return this.#self?.callOrder ?? null
  }

  applyFact(named: OpenedFact): void {
    if (named.name === 'participant:joined' || named.name === 'participant:updated') {
      this.learnProfile(named.fact.participant.id, named.fact.participant.profile)
    } else if (named.name === 'knock:started') {
      this.learnProfile(named.fact.knock.participantId, named.fact.knock.profile)
    }
    const wasHost = this.isHost
    this.#view = applyFact(this.#view, named)
    if (this.isHost === wasHost) return
    const code = this.isHost ? 'host-granted' : 'host-revoked'
    this.#options.onNotice({ level: 'status', code, values: {} })
  }

  /** The person may change the room. */
  get isHost(): boolean {
    return this.#self?.isHost ?? false
  }

  /** A host has muted the person. */
  get isMutedByHost(): boolean {
    return this.#self?.isMuted ?? false
  }

  get settings(): RoomView['settings'] {
    return this.#view.settings
  }

  /** @returns When a hand that goes up now does so: after every raised hand that is known of (docs/protocol.md, C10). */
  nextHandTime(nowMs: number): number {
    const raised = [...this.#profiles.values()].map(({ handRaisedAt = 0 }) => handRaisedAt)
    return Math.max(nowMs, ...raised.filter((at) => at <= nowMs + FOLLOWED_AHEAD_MS).map((at) => at + 1))
  }

  /** When somebody raised the hand that is up; null: it is down. */
  handOf(id: ParticipantId): number | null {
    return this.#profiles.get(id)?.handRaisedAt ?? null
  }

  /** Those who are in the call as far as the server knows. */
  inCallIds(): ParticipantId[] {
    return [...this.#view.participants.values()].flatMap(({ id, callOrder }) =>
      callOrder === null ? [] : [id],
    )
  }

  /** Somebody's stay in the call, as far as the server has told. */
  callOrderOf(id: ParticipantId): CallOrder | null {
    return this.#view.participants.get(id)?.callOrder ?? null
  }

  isHostId(id: ParticipantId): boolean {
    return this.#view.participants.get(id)?.isHost ?? false
  }

  addOffers(offers: readonly OpenedOffer[]): void {
    this.#view = withOffers(this.#view, offers)
  }

  removeOffer(id: OfferId): void {
    this.#view = withoutOffer(this.#view, id)
  }

  /** The person has answered who waited at the door. */
  removeKnock(id: ParticipantId): void {
    this.#view = withoutKnock(this.#view, id)
  }

  /** Somebody said over their own link that they hung up. */
  markOutOfCall(id: ParticipantId): void {
    this.#view = withParticipantOutOfCall(this.#view, id)
  }

  /** @returns Whether the profile is news. */
  learnProfile(id: ParticipantId, profile: Profile | null): boolean {
    if (profile === null) return false
    const before = this.#profiles
    this.#profiles = withProfile(before, id, profile)
    return this.#profiles !== before
  }

  /** @returns The declined caller's offer, if one is open: by it they are told. */
  decline(id: ParticipantId): OpenedOffer | undefined {
    const callOrder = this.#view.participants.get(id)?.callOrder ?? null
    if (callOrder !== null) this.#declined.set(id, callOrder)
    return this.openOffers().find((offer) => offer.participantId === id)
  }

  /** Declined ones too: who enters the call is connected to everybody in it. */
  openOffers(): OpenedOffer[] {
    return [...this.#view.offers.values()].filter((offer) => offer.participantId !== this.#options.selfId)
  }

  /** Those who ring, longest first but for one who comes before all. */
  callers(first?: ParticipantId): Caller[] {
    const callers = selectCallers(this.#view, this.#options.selfId, this.#declined)
    return callers.toSorted((one, other) => Number(other.id === first) - Number(one.id === first))
  }

  /** Those with whom a link may be made before anybody answers. */
  whomToPrepareFor(isInCall: boolean): Pick<PreparedWith, 'callers' | 'others'> {
    const callers = isInCall ? [] : this.callers().map(({ id }) => id)
    return { callers, others: new Set(this.#view.participants.keys()) }
  }

  reconcile(callOrder: CallOrder | null, links: readonly LinkFacts[]): ReconcileResult {
    return reconcile({ view: this.#view, selfId: this.#options.selfId, callOrder, links })
  }

  /** Tells the store how the room looks now, and in the call says aloud what changed. */
  publish(isInCall: boolean, links: LinkViews): void {
    const { selfId, onEvent, onNotice } = this.#options
    const before = this.#participantViews
    const participants = selectParticipantViews({
      view: this.#view,
      selfId,
      profiles: this.#profiles,
      links,
    })
    this.#participantViews = participants
    const callers = isInCall ? [] : selectCallers(this.#view, selfId, this.#declined)
    const offers = selectOfferViews(callers, this.#profiles)
    const knocks = [...this.#view.knocks.keys()].map((id) => ({ participantId: id, name: this.nameOf(id) }))
    const { isHost, isMutedByHost, settings } = this
    onEvent({
      type: 'room-changed',
      room: { participants, offers, knocks, settings, isHost, isMutedByHost },
    })
    if (isInCall) announceChanges(before, participants).forEach(onNotice)
  }

  get #self(): OpenedParticipant | undefined {
    return this.#view.participants.get(this.#options.selfId)
  }
}
