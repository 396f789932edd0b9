import type { PeerMessage } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import type { CallOrder, Offer } from '@/lib/protocol/room'
import type { CallRoomOptions } from './call-room-options'
import { Exchange } from './exchange'
import { Inbox } from './inbox'
import { LinkAlerts } from './link-alerts'
import { LinkPreparation } from './link-preparation'
import { LinkRegistry } from './link-registry'
import { Moderation } from './moderation'
import { type OpenedFact, openOffer } from './opened-facts'
import { ProfileTeller } from './profile-teller'
import { RaisedHands } from './raised-hands'
import { RoomDoor } from './room-door'
import { type OpenedJoin, RoomMembership } from './room-membership'
import { RoomModel } from './room-model'
import { RoomPasscode } from './room-passcode'

/** One stay in a room: what the server tells of it and the links to the others in its call, each made to match the other. */
export class CallRoom {
  readonly door: RoomDoor
  readonly moderation: Moderation
  readonly passcode: RoomPasscode
  readonly links: LinkRegistry
  readonly exchange: Exchange
  readonly hands: RaisedHands
  readonly preparation: LinkPreparation
  readonly #options: CallRoomOptions
  readonly #membership: RoomMembership
  readonly #model: RoomModel
  readonly #inbox = new Inbox()
  readonly #linkAlerts: LinkAlerts
  readonly #profileTeller: ProfileTeller
  /** The person wants to be in the call, whether or not the server knows already. */
  #isInCall = false
  #callOrder: CallOrder | null = null

  constructor(options: CallRoomOptions) {
    const { environment, entrance, codec, notices, profile, selfId } = options
    this.#options = options
    this.#linkAlerts = new LinkAlerts(notices)
    this.#model = new RoomModel({
      selfId,
      onEvent: options.onEvent,
      onNotice: (notice) => notices.add(notice),
    })
    this.#membership = new RoomMembership({
      room: options.room,
      earlyJoin: options.earlyJoin,
      createSocket: environment.createSocket,
      clock: environment.clock,
      codec,
      inbox: this.#inbox,
      describeSelf: () => entrance.describeSelf(this.#profileTeller.describe(), this.#callOrder),
      onJoined: (answer) => this.#handleJoined(answer),
      onOffline: () => options.onEvent({ type: 'signaling-changed', status: 'offline' }),
      onTokenRefused: () => options.onToken(null),
      onRefused: (code) => this.#handleRefused(code),
      onKnocked: (token) => {
        options.onToken(token)
        entrance.showKnock(false)
      },
      onFact: (fact) => this.#handleFact(fact),
      onIce: (ice) => {
        this.links.setConfiguration(options.onIce(ice))
        this.preparation.renew()
      },
    })
    this.#profileTeller = new ProfileTeller({ signaling: this.signaling, codec, profile, selfId })
    this.door = new RoomDoor({
      entrance,
      membership: this.#membership,
      isSealing: () => codec.isSealing,
      settleName: () => profile.settleName(),
      onRefused: (code) => this.#handleClosedDoor(code),
    })
    this.moderation = new Moderation({
      signaling: this.signaling,
      onKnockAnswered: (participantId) => {
        this.#model.removeKnock(participantId)
        this.#publish()
      },
      onRefused: (code) => notices.alert(code),
    })
    this.passcode = new RoomPasscode({
      clock: environment.clock,
      entrance,
      signaling: this.signaling,
      broadcast: (message) => this.links.broadcast(message),
      onKeyChange: () => this.#sealAnew(),
      onToBeProven: () => void this.door.comeAnew(),
      inbox: this.#inbox,
      onRefused: (code) => notices.alert(code),
    })
    this.links = new LinkRegistry({
      signaling: this.signaling,
      clock: environment.clock,
      codec,
      inbox: this.#inbox,
      selfId,
      createLink: options.createLink,
      attachMedia: options.attachMedia,
      onChange: () => this.#publish(),
      onEntered: (callOrder, offers) => void this.#handleEntered(callOrder, offers),
      onUnderWay: () => options.drawing.release(),
      onOfferGone: (offerId) => {
        this.#model.removeOffer(offerId)
        this.#synchronize()
      },
      onAnswered: (participantId) => this.links.sendProfile(participantId, profile.current),
      onConnected: (participantId) => this.links.sendProfile(participantId, profile.current),
      onMessage: (participantId, message) => this.#handleMessage(participantId, message),
      onFailed: (participantId, verdict) =>
        this.#linkAlerts.tell(participantId, verdict, this.#model.nameOf(participantId)),
      onTampered: (participantId) => this.#alert('signaling-tampered', participantId),
      onSafetyFailed: (participantId) => this.#alert('safety-failed', participantId),
      onStateChange: (participantId, state) => {
        if (state === 'connected') this.#handleLinked(participantId)
        // Whatever took the path away may have taken the socket, too, and it does not tell.
        if (state === 'interrupted') this.probe()
        this.#synchronize()
      },
    })
    this.preparation = new LinkPreparation({
      model: this.#model,
      links: this.links.prepared,
      isInCall: () => this.#isInCall,
      mayShowAddress: options.mayShowAddress,
    })
    this.hands = new RaisedHands(this.#model, this.links, environment.epochMs)
    this.exchange = new Exchange({
      selfId,
      environment,
      links: this.links,
      onRefused: (code) => notices.alert(code),
      callOrder: () => this.#callOrder,
      nameOf: (id) => (id === selfId ? profile.current.name : this.#model.nameOf(id)),
      isHostId: (id) => this.#model.isHostId(id),
      onLowerHand: options.onLowerHand,
      onEvent: options.onEvent,
    })
  }

  get signaling(): SignalingClient {
    return this.#membership.signaling
  }

  get selfId(): ParticipantId {
    return this.#options.selfId
  }

  get isJoined(): boolean {
    return this.#membership.isJoined
  }

  open(): void {
    this.#membership.open()
  }

  /** Asks the server for a sign of life, and for fresh ICE servers. */
  probe(): void {
    void this.#membership.probe()
  }

  /** The browser says that the network is another one. */
  noteNetworkChange(): void {
    this.links.noteNetworkChange()
    this.links.standing.renew()
    this.probe()
  }

  /** The person will be in the call as soon as the room has taken them in. */
  wishCall(): void {
    this.#isInCall = true
    this.#options.onEntered()
  }

  /** Enters the call, answering `first` before all other offers that stand. */
  enterCall(first?: ParticipantId): void {
    if (this.#isInCall) return
    this.#isInCall = true
    if (this.door.isPassed && this.#model.openOffers().length > 0) this.#options.drawing.hold()
    this.#options.drawing.draw(() => {
      if (this.#isInCall) this.#options.onEntered()
    })
    if (this.door.isPassed) this.#enter(first)
  }

  decline(participantId: ParticipantId): void {
    const offer = this.#model.decline(participantId)
    if (offer !== undefined) void this.signaling.request('offer:decline', { offerId: offer.id })
    this.#synchronize()
  }

  /** The call is over for this page: every link is closed, and nobody is answered any more. */
  leaveCall(): void {
    this.#isInCall = false
    this.#callOrder = null
    this.links.closeAll()
  }

  /** Tells the others of one's new profile: through the server, and over every link. */
  tellProfile(profile: Profile): void {
    if (!this.door.isPassed) return
    this.#profileTeller.tell()
    this.links.broadcast({ kind: 'profile', profile })
  }

  close(): void {
    this.exchange.close()
    this.#inbox.close()
    this.#options.entrance.close()
    this.links.closeAll()
    this.links.quality.close()
    this.#membership.close()
  }

  #alert(code: string, participantId: ParticipantId): void {
    this.#options.notices.alert(code, { name: this.#model.nameOf(participantId) })
  }

  /** Offers seen before one's own entry are by that of earlier participants, hence ours to answer. */
  #enter(first?: ParticipantId): void {
    for (const { id, callOrder } of this.#model.callers(first)) this.links.answerPrepared(id, callOrder)
    const offers = this.#model.openOffers()
    const ordered = [
      ...offers.filter((offer) => offer.participantId === first),
      ...offers.filter((offer) => offer.participantId !== first),
    ]
    for (const offer of ordered) this.links.answer(offer)
    this.links.ensureStandingOffer()
    this.preparation.match()
    this.#publish()
  }

  async #handleEntered(callOrder: CallOrder, offers: readonly Offer[]): Promise<void> {
    const { codec } = this.#options
    this.#setCallOrder(callOrder)
    await this.#inbox.take(
      () => Promise.all(offers.map((offer) => openOffer(codec, offer))),
      (opened) => {
        this.#model.addOffers(opened)
        this.#synchronize()
      },
    )
  }

  #handleJoined({ snapshot, token, ice, isInstantAnswerOn }: OpenedJoin): void {
    const { selfId, profile, onEvent } = this.#options
    const isAtDoor = !this.door.isPassed
    const others = snapshot.participants.filter(({ id }) => id !== selfId)
    // Over a link that lives one has heard whatever there was to hear.
    if (!this.links.hasLiveLink && !this.door.enter(others, snapshot.settings)) return
    this.#options.onToken(token)
    this.links.setConfiguration(this.#options.onIce(ice))
    const callOrder = this.#model.setSnapshot(snapshot)
    this.preparation.isInstantAnswerOn = isInstantAnswerOn
    this.links.prepared.closeHeld()
    for (const id of snapshot.removed) this.links.close(id)
    onEvent({ type: 'signaling-changed', status: 'online' })
    onEvent({ type: 'self-changed', id: selfId, name: profile.name })
    this.#options.onMutedByHost(this.#model.isMutedByHost)
    this.#profileTeller.noteJoined()
    if (!this.#isInCall) {
      if (isAtDoor) onEvent({ type: 'phase-changed', phase: 'lobby' })
      this.#synchronize()
      return
    }
    if (isAtDoor) this.#options.onEntered()
    if (callOrder === null) {
      this.#callOrder = null
      this.links.closeAll()
      this.#enter()
      return
    }
    this.#setCallOrder(callOrder)
    this.links.standing.post()
    this.links.noteNetworkChange()
    this.#synchronize()
  }

  #handleRefused(code: string): void {
    if (this.#isInCall && this.door.isPassed) this.#handleClosedDoor(code)
    else this.door.handleRefused(code)
  }

  /** The room does not take us as we are. A call that is going on needs no room. */
  #handleClosedDoor(code: string): void {
    if (!this.#isInCall || !this.door.isPassed) this.#options.onEvent({ type: 'refused', code })
    else if (code === 'removed') this.#options.onEnded('removal')
    else this.#options.notices.alert(code)
  }

  /** Links of an earlier stay in the call are void at the others, so they are here. */
  #setCallOrder(callOrder: CallOrder): void {
    if (this.#callOrder !== null && this.#callOrder !== callOrder) this.links.closeAll()
    this.#callOrder = callOrder
  }

  #handleFact(named: OpenedFact): void {
    const { notices, onEnded, onMutedByHost, selfId } = this.#options
    switch (named.name) {
      case 'offer:answered':
        this.links.handleAnswered(named.fact)
        return
      case 'link:signal':
        this.links.handleSignal(named.fact)
        return
      case 'link:prepared':
        if (!this.preparation.receive(named.fact)) this.links.handlePrepared(named.fact)
        return
      case 'link:answered':
        this.links.handleLinkAnswered(named.fact)
        return
      case 'offer:declined':
        notices.tell('declined', { name: this.#model.nameOf(named.fact.participantId) })
        return
      case 'session:superseded':
        onEnded('supersession')
        return
      case 'session:removed':
        onEnded('removal')
        return
      case 'call:ended':
        if (this.#isInCall) onEnded(named.fact.participantId === selfId ? 'self' : 'host')
        return
      case 'knock:answered':
        this.door.handleKnockAnswered(named.fact.isAdmitted)
        return
      case 'participant:left':
        this.#model.applyFact(named)
        // Who only fell silent may live on at the other end of a link; who left or was removed does not.
        if (named.fact.reason !== 'expired') this.links.close(named.fact.participantId)
        this.#synchronize()
        return
      case 'room:updated': {
        const before = this.#model.settings
        this.#model.applyFact(named)
        this.passcode.handleSettings(before, named.fact.settings, this.links.hasLiveLink)
        this.#synchronize()
        return
      }
      default:
        this.#model.applyFact(named)
        onMutedByHost(this.#model.isMutedByHost)
        this.#synchronize()
    }
  }

  #handleLinked(participantId: ParticipantId): void {
    this.#linkAlerts.mend(participantId)
    this.exchange.handleLinked(participantId)
  }

  #handleMessage(participantId: ParticipantId, message: PeerMessage): void {
    switch (message.kind) {
      case 'profile':
        if (this.#model.learnProfile(participantId, message.profile)) this.#publish()
        return
      case 'bye':
        this.#model.markOutOfCall(participantId)
        this.#synchronize()
        return
      case 'passcode':
        if (this.#model.isHostId(participantId)) void this.passcode.take(message)
        return
      default:
        this.exchange.receive(participantId, message)
    }
  }

  /** What the server holds of us opens for those who come from now on. */
  #sealAnew(): void {
    this.#profileTeller.tell()
    if (this.#isInCall) this.links.standing.renew()
  }

  /** Makes the links match the room. */
  #synchronize(): void {
    if (this.#isInCall) {
      this.links.noteCallOrders((id) => this.#model.callOrderOf(id))
      const { close, answer } = this.#model.reconcile(this.#callOrder, this.links.facts())
      for (const participantId of close) this.links.close(participantId)
      for (const offer of answer) this.links.answer(offer)
      if (this.#callOrder !== null) this.links.ensureStandingOffer()
      this.exchange.retain(this.#model.inCallIds())
    }
    this.preparation.match()
    this.#publish()
  }

  #publish(): void {
    this.#options.drawing.draw(this.#publishRoom)
  }

  readonly #publishRoom = (): void => this.#model.publish(this.#isInCall, this.links.snapshots())
}
