import { PeerLink } from '@/lib/browser/peer/peer-link'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { NamedFact } from '@/lib/protocol/facts'
import { createRandomId, type ParticipantId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import type { AnswerOf } from '@/lib/protocol/requests'
import type { CallOrder, IceConfiguration } from '@/lib/protocol/room'
import { DrawingTurn } from './drawing-turn'
import { IceKeeper } from './ice-keeper'
import { type LinkConfiguration, LinkRegistry } from './link-registry'
import { Moderation } from './moderation'
import { NoticeBoard } from './notice-board'
import { OwnMedia } from './own-media'
import { OwnProfile } from './own-profile'
import { encodePayload } from './payloads'
import { RoomMembership } from './room-membership'
import { RoomModel } from './room-model'
import type { SessionEnvironment } from './session-environment'
import { claimStay, loadPreferences, type StayRecord, savePreferences, saveStay } from './stay'

/** What the address of the page asks for; null: as the person had it last. */
export interface SessionWishes {
  readonly name: string | null
  readonly shouldJoin: boolean
  readonly isMicrophoneOn: boolean | null
  readonly isCameraOn: boolean | null
}

export interface CallSessionOptions {
  /** In normal form. */
  readonly room: string
  readonly wishes: SessionWishes
  /** The language's word for somebody without a name. */
  readonly guestName: string
  readonly environment: SessionEnvironment
  readonly onEvent: (event: CallEvent) => void
}

/**
 * One stay in one room: wires signaling, links, media and what is known of the room, and turns what happens into events for the
 * store. `close()` is idempotent and final; another stay takes another session.
 */
export class CallSession {
  readonly #options: CallSessionOptions
  readonly #environment: SessionEnvironment
  readonly #lifetime = new AbortController()
  /** What the person does with their devices. */
  readonly media: OwnMedia
  readonly moderation: Moderation
  readonly #membership: RoomMembership
  readonly #links: LinkRegistry
  readonly #room: RoomModel
  readonly #profile: OwnProfile
  readonly #notices: NoticeBoard
  readonly #drawing: DrawingTurn
  readonly #localStream: MediaStream
  readonly #ice: IceKeeper
  readonly #seed = createRandomId()
  readonly #memberKey = createRandomId()
  #stay: StayRecord | null = null
  /** The person wants to be in the call, whether or not the server knows already. */
  #isInCall = false
  #callOrder: CallOrder | null = null
  /** The profile that the join under way or done tells the server. */
  #joinedWith: Profile | null = null

  constructor(options: CallSessionOptions) {
    const { environment, onEvent } = options
    this.#options = options
    this.#environment = environment
    this.#localStream = environment.createMediaStream()
    this.#drawing = new DrawingTurn(environment.clock)
    this.#notices = new NoticeBoard(environment.clock, onEvent)
    this.#room = new RoomModel({ onEvent, onNotice: (notice) => this.#notices.add(notice) })
    this.#profile = new OwnProfile({
      clock: environment.clock,
      epochMs: environment.epochMs,
      guestName: options.guestName,
      name: options.wishes.name ?? loadPreferences(environment.localStorage).name,
      onChange: (profile) => this.#handleOwnProfile(profile),
    })
    this.#ice = new IceKeeper({
      clock: environment.clock,
      epochMs: environment.epochMs,
      isAddressHidden: loadPreferences(environment.localStorage).isAddressHidden,
      onRenewalDue: () => void this.#membership.probe(),
    })
    this.media = new OwnMedia({
      environment,
      onChange: (media) => {
        onEvent({ type: 'media-changed', media })
        this.#profile.setMedia(media)
        // A screen's tracks are told before its stream is shown, and they go out under the stream's id.
        this.#sendMedia()
      },
      onTracks: () => this.#sendMedia(),
      onNotice: (notice) => this.#notices.add(notice),
      onWish: (wish) => this.#updateStay(wish),
    })
    this.#membership = new RoomMembership({
      room: options.room,
      page: createRandomId(),
      createSocket: environment.createSocket,
      clock: environment.clock,
      describeSelf: () => {
        this.#joinedWith = this.#profile.current
        return {
          profile: encodePayload(this.#joinedWith),
          seed: this.#seed,
          memberKey: this.#memberKey,
          token: this.#stay?.token ?? null,
          callOrder: this.#callOrder,
        }
      },
      onJoined: (answer) => this.#handleJoined(answer),
      onOffline: () => onEvent({ type: 'signaling-changed', status: 'offline' }),
      onTokenRefused: () => this.#updateStay({ token: null }),
      onRefused: (code) => {
        if (this.#isInCall) this.#notices.alert(code)
        else onEvent({ type: 'refused', code })
      },
      onFact: (fact) => this.#handleFact(fact),
      onIce: (ice) => this.#setIce(ice),
    })
    this.moderation = new Moderation({
      signaling: this.#membership.signaling,
      onRefused: (code) => this.#notices.alert(code),
    })
    this.#links = new LinkRegistry({
      signaling: this.#membership.signaling,
      clock: environment.clock,
      createLink: (configuration) => this.#createLink(configuration),
      onChange: () => this.#publish(),
      onEntered: (callOrder, offers) => {
        this.#setCallOrder(callOrder)
        this.#room.addOffers(offers)
        this.#synchronize()
      },
      onAnswerSent: () => this.#drawing.release(),
      onOfferGone: (offerId) => {
        this.#room.removeOffer(offerId)
        this.#synchronize()
      },
      onAnswered: (participantId) => this.#links.sendProfile(participantId, this.#profile.current),
      onConnected: (participantId) => this.#links.sendProfile(participantId, this.#profile.current),
      onProfile: (participantId, profile) => {
        if (this.#room.learnProfile(participantId, profile)) this.#publish()
      },
      onBye: (participantId) => {
        this.#room.markOutOfCall(participantId)
        this.#synchronize()
      },
      onFailed: (participantId, verdict) =>
        this.#notices.alert(verdict, { name: this.#room.nameOf(participantId) }),
      onStateChange: (_, state) => {
        // Whatever took the path away may have taken the socket, too, and it does not tell.
        if (state === 'interrupted') void this.#membership.probe()
        this.#synchronize()
      },
    })
  }

  /** Opens camera, microphone and socket side by side. */
  async start(): Promise<void> {
    const { environment, room, wishes, onEvent } = this.#options
    onEvent({ type: 'self-changed', id: null, name: this.#profile.name })
    onEvent({ type: 'privacy-changed', isAddressHidden: this.#ice.isAddressHidden })
    const { stay, isContinued } = await claimStay(environment, room, this.#lifetime.signal)
    if (this.#lifetime.signal.aborted) return
    this.#stay = stay
    for (const stopListening of [
      environment.onPageHide(() => this.#handlePageHide()),
      environment.onNetworkChange(() => this.#handleNetworkChange()),
    ]) {
      this.#lifetime.signal.addEventListener('abort', stopListening, { once: true })
    }
    if (stay.isInCall || wishes.shouldJoin) this.#becomeInCall()
    this.#membership.open()
    await this.media.start({
      microphone: isContinued ? stay.isMicrophoneOn : (wishes.isMicrophoneOn ?? stay.isMicrophoneOn),
      camera: isContinued ? stay.isCameraOn : (wishes.isCameraOn ?? stay.isCameraOn),
    })
  }

  setName(name: string): void {
    this.#profile.setName(name)
    this.#options.onEvent({ type: 'self-changed', id: this.#room.selfId, name: this.#profile.name })
    savePreferences(this.#environment.localStorage, { name: this.#profile.name })
  }

  /** Enters the call, answering `first` before all other offers that stand. */
  enterCall(first?: ParticipantId): void {
    if (this.#isInCall) return
    this.#profile.settleName()
    this.#isInCall = true
    if (this.#room.selfId !== null && this.#room.openOffers().length > 0) this.#drawing.hold()
    this.#drawing.draw(() => {
      if (this.#isInCall) this.#becomeInCall()
    })
    if (this.#room.selfId !== null) this.#enter(first)
  }

  decline(participantId: ParticipantId): void {
    const offer = this.#room.decline(participantId)
    if (offer !== undefined) void this.#membership.signaling.request('offer:decline', { offerId: offer.id })
    this.#publish()
  }

  /** Hangs up and leaves the room: nothing of this participant stays on the server, every device is released. */
  async hangUp(): Promise<void> {
    this.#isInCall = false
    this.#callOrder = null
    this.#updateStay({ isInCall: false })
    this.#links.closeAll()
    this.media.devices.release()
    this.#options.onEvent({ type: 'phase-changed', phase: 'left' })
    await this.#membership.signaling.request('room:leave', {})
    this.close()
  }

  /** From now on media goes through a relay or not at all, in links that stand as well; or by any path again. */
  setAddressHidden(isAddressHidden: boolean): void {
    savePreferences(this.#environment.localStorage, { isAddressHidden })
    this.#ice.setAddressHidden(isAddressHidden)
    this.#options.onEvent({ type: 'privacy-changed', isAddressHidden })
    if (isAddressHidden && this.#membership.isJoined && !this.#ice.hasRelay) {
      this.#notices.alert('no-relay-configured', { name: '' })
    }
    this.#links.setConfiguration(this.#ice.toConfiguration())
    if (isAddressHidden) this.#links.remakeAll()
    else this.#links.restartAll()
  }

  dismissNotice(id: number): void {
    this.#notices.remove(id)
  }

  close(): void {
    if (this.#lifetime.signal.aborted) return
    this.#lifetime.abort()
    this.#links.closeAll()
    this.media.close()
    this.#ice.close()
    this.#membership.close()
    this.#profile.close()
    this.#notices.close()
    this.#drawing.close()
  }

  #becomeInCall(): void {
    this.#isInCall = true
    this.#updateStay({ isInCall: true })
    this.#options.onEvent({ type: 'call-entered', atMs: this.#environment.epochMs() })
  }

  /** Offers seen before one's own entry are by that of earlier participants, hence ours to answer. */
  #enter(first?: ParticipantId): void {
    const offers = this.#room.openOffers()
    const ordered = [
      ...offers.filter((offer) => offer.participantId === first),
      ...offers.filter((offer) => offer.participantId !== first),
    ]
    for (const offer of ordered) this.#links.answer(offer)
    this.#links.ensureStandingOffer()
    this.#publish()
  }

  #handleJoined(answer: AnswerOf<'room:join'>): void {
    const isSamePerson = this.#room.selfId === null || this.#room.selfId === answer.participantId
    this.#setIce(answer.ice)
    this.#updateStay({ token: answer.token })
    const callOrder = this.#room.setSnapshot(answer)
    this.#options.onEvent({ type: 'signaling-changed', status: 'online' })
    this.#options.onEvent({ type: 'self-changed', id: answer.participantId, name: this.#profile.name })
    if (this.#joinedWith !== this.#profile.current) this.#sendProfile(this.#profile.current)
    if (!this.#isInCall) {
      this.#publish()
      return
    }
    if (callOrder === null || !isSamePerson) {
      this.#callOrder = null
      this.#links.closeAll()
      this.#enter()
      return
    }
    this.#setCallOrder(callOrder)
    this.#links.standing.post()
    this.#links.noteNetworkChange()
    this.#synchronize()
  }

  #setIce(ice: IceConfiguration): void {
    this.#ice.set(ice)
    this.#links.setConfiguration(this.#ice.toConfiguration())
  }

  /** The browser says that the network is another one. */
  #handleNetworkChange(): void {
    this.#links.noteNetworkChange()
    this.#links.standing.renew()
    void this.#membership.probe()
  }

  /** Links of an earlier stay in the call are void at the others, so they are here. */
  #setCallOrder(callOrder: CallOrder): void {
    if (this.#callOrder !== null && this.#callOrder !== callOrder) this.#links.closeAll()
    this.#callOrder = callOrder
  }

  #handleFact(named: NamedFact): void {
    switch (named.name) {
      case 'offer:answered':
        this.#links.handleAnswered(named.fact)
        return
      case 'link:signal':
        this.#links.handleSignal(named.fact)
        return
      case 'offer:declined':
        this.#notices.add({
          level: 'status',
          code: 'declined',
          values: { name: this.#room.nameOf(named.fact.participantId) },
        })
        return
      case 'session:superseded':
        this.#options.onEvent({ type: 'phase-changed', phase: 'superseded' })
        this.close()
        return
      default:
        this.#room.applyFact(named)
        if (named.name === 'participant:left' && named.fact.reason === 'left') {
          this.#links.close(named.fact.participantId)
        }
        this.#synchronize()
    }
  }

  /** Makes the links match the room. */
  #synchronize(): void {
    if (this.#isInCall) {
      const { close, answer } = this.#room.reconcile(this.#callOrder, this.#links.facts())
      for (const participantId of close) this.#links.close(participantId)
      for (const offer of answer) this.#links.answer(offer)
      if (this.#callOrder !== null) this.#links.ensureStandingOffer()
    }
    this.#publish()
  }

  #publish(): void {
    this.#drawing.draw(this.#publishRoom)
  }

  readonly #publishRoom = (): void => this.#room.publish(this.#isInCall, this.#links.snapshots())

  #createLink(configuration: LinkConfiguration): PeerLink {
    return new PeerLink(
      {
        ...configuration,
        localStream: this.#localStream,
        screenStream: () => this.media.devices.getSnapshot().screenStream,
        createPeerConnection: () => this.#environment.createPeerConnection(this.#ice.toConfiguration()),
        clock: this.#environment.clock,
        isSignalingReachable: () => this.#membership.isJoined,
      },
      this.media.devices.getTracks(),
    )
  }

  #handleOwnProfile(profile: Profile): void {
    if (this.#room.selfId === null) return
    this.#sendProfile(profile)
    this.#links.broadcastProfile(profile)
  }

  #sendProfile(profile: Profile): void {
    void this.#membership.signaling.request('profile:update', { profile: encodePayload(profile) })
  }

  #sendMedia(): void {
    const tracks = this.media.devices.getTracks()
    for (const link of this.#links.all()) link.setMedia(tracks)
  }

  /** A refresh or the end, nobody can tell: the server waits a short time, the peers need not wait at all. */
  #handlePageHide(): void {
    void this.#membership.signaling.request('session:closing', {})
    this.close()
  }

  #updateStay(change: Partial<StayRecord>): void {
    if (this.#stay === null) return
    this.#stay = { ...this.#stay, ...change }
    saveStay(this.#environment.sessionStorage, this.#options.room, this.#stay)
  }
}
