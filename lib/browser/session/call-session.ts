import { NO_MEDIA } from '@/lib/browser/peer/local-senders'
import { PeerLink } from '@/lib/browser/peer/peer-link'
import type { RecordedPerson } from '@/lib/browser/recording/recording-scene'
import { KeyRing } from '@/lib/browser/sealing/key-ring'
import { readRoomKey } from '@/lib/browser/sealing/room-key'
import type { EarlyJoin } from '@/lib/browser/signaling/early-join'
import type { CallEvent } from '@/lib/browser/store/call-event'
import { deriveParticipantId } from '@/lib/protocol/ids'
import { AudioLevelWatch } from './audio-levels'
import { CallRoom } from './call-room'
import type { EndedBy } from './call-room-options'
import { Diagnosis } from './diagnosis'
import { DrawingTurn } from './drawing-turn'
import { IceKeeper } from './ice-keeper'
import type { LinkConfiguration } from './link-configuration'
import { NoticeBoard } from './notice-board'
import { OwnEffects } from './own-effects'
import { OwnMedia } from './own-media'
import { OwnProfile } from './own-profile'
import { PayloadCodec } from './payload-codec'
import { RecordingControl } from './recording-control'
import { RoomEntrance } from './room-entrance'
import type { SessionEnvironment } from './session-environment'
import { Settling } from './settling'
import { claimStay, loadMemberKey, loadPreferences, type StayRecord, savePreferences, saveStay } from './stay'

/** What the address of the page asks for; null: as the person had it last. */
export interface SessionWishes {
  readonly name: string | null
  readonly shouldJoin: boolean
  readonly isMicrophoneOn: boolean | null
  readonly isCameraOn: boolean | null
}

/** Stands for the person where participants have their ids. */
const SELF = 'self'

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
 * One stay in one room: wires the person's devices, name and wishes to the room, and turns what happens into events for the store.
 * `close()` is idempotent and final; another stay takes another session.
 */
export class CallSession {
  readonly #options: CallSessionOptions
  readonly #environment: SessionEnvironment
  readonly #lifetime = new AbortController()
  /** What the person does with their devices. */
  readonly media: OwnMedia
  /** What the links went through, for whoever wants to see it. */
  readonly diagnosis: Diagnosis
  /** What they wish of sound and picture beyond on and off. */
  readonly effects: OwnEffects
  /** What the person records of the call. */
  readonly recording: RecordingControl
  readonly #profile: OwnProfile
  readonly #notices: NoticeBoard
  readonly #drawing: DrawingTurn
  readonly #localStream: MediaStream
  readonly #settling: Settling
  readonly #ice: IceKeeper
  /** How loud the others are, for whoever wants to know. */
  readonly audioLevels: AudioLevelWatch
  #stay: StayRecord | null = null
  #room: CallRoom | null = null

  constructor(given: CallSessionOptions) {
    const onEvent = (event: CallEvent) => {
      given.onEvent(event)
      this.recording.handleEvent(event)
      if (event.type === 'room-changed') this.#settling.noteParticipants(event.room.participants)
    }
    const options = { ...given, onEvent }
    const { environment } = options
    const preferences = loadPreferences(environment.localStorage)
    this.#options = options
    this.#environment = environment
    this.#localStream = environment.createMediaStream()
    this.diagnosis = new Diagnosis(environment.clock)
    this.#settling = new Settling(environment.clock, () => this.#handleSettled())
    this.#drawing = new DrawingTurn(environment.clock)
    this.#notices = new NoticeBoard(environment.clock, onEvent)
    this.audioLevels = new AudioLevelWatch(
      environment.clock,
      () => this.#room?.links.readAudioLevels() ?? new Map(),
    )
    this.#profile = new OwnProfile({
      clock: environment.clock,
      epochMs: environment.epochMs,
      guestName: options.guestName,
      name: options.wishes.name ?? preferences.name,
      onChange: (profile) => this.#room?.tellProfile(profile),
    })
    this.recording = new RecordingControl({
      environment,
      onEvent: given.onEvent,
      onFailure: () => this.#notices.alert('recording-failed'),
      onRecording: (isRecording) => this.#profile.setRecording(isRecording),
      describeSelf: () => this.#describeSelf(),
      watchPicture: (participantId, picture) => this.#room?.links.quality.views.watch(participantId, picture),
    })
    this.#ice = new IceKeeper({
      clock: environment.clock,
      epochMs: environment.epochMs,
      isAddressHidden: preferences.isAddressHidden,
      onRenewalDue: () => this.#room?.probe(),
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
      onFilterFailure: (code) => this.effects.handleFilterFailure(code),
    })
    this.effects = new OwnEffects({
      environment,
      devices: this.media.devices,
      onEvent,
      onNotice: (notice) => this.#notices.add(notice),
      onVolumes: (volumes) => this.#updateStay({ volumes }),
    })
  }

  /** The room, once the session has begun; what a host does and what the door asks for goes there. */
  get room(): CallRoom | null {
    return this.#room
  }

  /** Opens camera, microphone and socket side by side. */
  async start(): Promise<void> {
    const { environment, room, wishes, onEvent } = this.#options
    onEvent({ type: 'self-changed', id: null, name: this.#profile.name })
    onEvent({ type: 'address-hiding-changed', isAddressHidden: this.#ice.isAddressHidden })
    this.effects.start()
    const key = readRoomKey(environment.fragment)
    if (!environment.isSecure || key.kind === 'damaged') {
      onEvent({ type: 'refused', code: environment.isSecure ? 'key-damaged' : 'insecure-origin' })
      return
    }
    const earlyJoin = environment.takeEarlyJoin()
    const seed = earlyJoin?.request.seed
    const { stay, isContinued } = await claimStay(environment, room, this.#lifetime.signal, seed)
    this.effects.restoreVolumes(stay.volumes)
    const callRoom = await this.#createRoom(
      stay,
      key.kind === 'key' ? key.key : null,
      stay.seed === seed ? earlyJoin : null,
    )
    if (this.#lifetime.signal.aborted) return
    this.#room = callRoom
    for (const stopListening of [
      environment.onPageHide(() => this.#handlePageHide()),
      environment.onNetworkChange(() => callRoom.noteNetworkChange()),
    ]) {
      this.#lifetime.signal.addEventListener('abort', stopListening, { once: true })
    }
    if (stay.isInCall && stay.handRaisedAt !== undefined) this.#setHand(stay.handRaisedAt)
    if (stay.isInCall || wishes.shouldJoin) callRoom.wishCall()
    callRoom.open()
    this.diagnosis.recorder.noteCaptureRequested()
    await this.media.start({
      microphone: isContinued ? stay.isMicrophoneOn : (wishes.isMicrophoneOn ?? stay.isMicrophoneOn),
      camera: isContinued ? stay.isCameraOn : (wishes.isCameraOn ?? stay.isCameraOn),
    })
    this.diagnosis.recorder.noteCaptureOpened()
  }

  setName(name: string): void {
    this.#profile.setName(name)
    const id = this.#room?.isJoined ? this.#room.selfId : null
    this.#options.onEvent({ type: 'self-changed', id, name: this.#profile.name })
    savePreferences(this.#environment.localStorage, { name: this.#profile.name })
  }

  /** Enters the call, answering this caller before all others. */
  enterCall(first?: string): void {
    this.#profile.settleName()
    this.#room?.enterCall(first)
  }

  /** Hangs up and leaves the room: nothing of this participant stays on the server, every device is released. */
  async hangUp(): Promise<void> {
    this.#leaveCall()
    this.#options.onEvent({ type: 'call-ended', by: 'self', atMs: this.#environment.epochMs() })
    await this.#room?.signaling.request('room:leave', {})
    this.close()
  }

  /** From now on media goes through a relay or not at all, in links that stand as well; or by any path again. */
  setAddressHidden(isAddressHidden: boolean): void {
    savePreferences(this.#environment.localStorage, { isAddressHidden })
    this.#ice.setAddressHidden(isAddressHidden)
    this.#options.onEvent({ type: 'address-hiding-changed', isAddressHidden })
    if (isAddressHidden && this.#room?.isJoined && !this.#ice.hasRelay) {
      this.#notices.alert('no-relay-configured', { name: '' })
    }
    this.#room?.links.setConfiguration(this.#ice.toConfiguration())
    if (isAddressHidden) this.#room?.links.remakeAll()
    else this.#room?.links.restartAll()
    this.#room?.preparation.match()
  }

  /** Raises the hand after all that are up, or lowers it. */
  toggleHand(): void {
    const isUp = this.#profile.current.handRaisedAt !== undefined
    this.#setHand(isUp ? null : (this.#room?.hands.nextTime() ?? null))
  }

  /** A picture of a link's peer shows. */
  noteFrame(linkId: string): void {
    this.diagnosis.noteFrame(linkId)
    this.#settling.noteFrame()
  }

  dismissNotice(id: number): void {
    this.#notices.remove(id)
  }

  close(): void {
    if (this.#lifetime.signal.aborted) return
    this.#lifetime.abort()
    this.recording.close()
    this.#room?.close()
    this.effects.stopTalkWatch()
    this.media.close()
    this.#ice.close()
    this.#profile.close()
    this.#notices.close()
    this.#drawing.close()
    this.audioLevels.close()
    this.#settling.close()
    this.diagnosis.close()
  }

  async #createRoom(
    stay: StayRecord,
    roomKey: string | null,
    earlyJoin: EarlyJoin | null,
  ): Promise<CallRoom> {
    const { environment, room, onEvent } = this.#options
    this.#stay = stay
    const selfId = await deriveParticipantId(stay.seed)
    const keys = new KeyRing(room, roomKey)
    const codec = new PayloadCodec(keys)
    const entrance = new RoomEntrance({
      room,
      roomKey,
      memberKey: loadMemberKey(
        environment.localStorage,
        room,
        environment.epochMs(),
        earlyJoin?.request.memberKey,
      ),
      clock: environment.clock,
      keys,
      codec,
      selfId,
      stay: () => this.#stay ?? stay,
      onStayChange: (change) => this.#updateStay(change),
      onEvent,
    })
    await entrance.open()
    return new CallRoom({
      room,
      selfId,
      earlyJoin,
      environment,
      entrance,
      codec,
      profile: this.#profile,
      notices: this.#notices,
      drawing: this.#drawing,
      createLink: (configuration) => this.#createLink(configuration),
      attachMedia: (link) => {
        this.diagnosis.recorder.find(link.id)?.noteAnswered()
        link.setMedia(this.media.devices.getTracks())
      },
      mayShowAddress: () => this.#ice.toConfiguration().iceTransportPolicy !== 'relay',
      onEvent,
      onIce: (ice) => {
        this.#ice.set(ice)
        return this.#ice.toConfiguration()
      },
      onToken: (token) => this.#updateStay({ token }),
      onEntered: () => {
        this.#updateStay({ isInCall: true })
        this.effects.startTalkWatch()
        onEvent({ type: 'call-entered', atMs: environment.epochMs() })
      },
      onLowerHand: (raisedAt) => {
        if (this.#profile.current.handRaisedAt === raisedAt) this.#setHand(null)
      },
      onMutedByHost: (isMuted) => this.media.setMutedByHost(isMuted),
      onEnded: (by) => this.#handleEnded(by),
    })
  }

  #createLink({ preparation, ...configuration }: LinkConfiguration): PeerLink {
    const { players, createMediaStream, createPeerConnection, clock } = this.#environment
    const isSilent = preparation !== undefined
    const log = this.diagnosis.recorder.open({ ...configuration, preparation: preparation ?? 'none' })
    return new PeerLink(
      {
        ...configuration,
        isHeld: preparation === 'held',
        localStream: this.#localStream,
        screenStream: () => this.media.devices.getSnapshot().screenStream,
        createPeerConnection: () => log.observe(createPeerConnection(this.#ice.toConfiguration())),
        onReport: (report) => log.noteReport(report),
        createStream: (signal) => (isSilent ? players.createStream(signal) : createMediaStream()),
        clock,
        // An end whose own network changed one way only hears the peer still, and would not look by itself.
        onRestart: () => this.#room?.probe(),
        isSignalingReachable: () => this.#room?.isJoined ?? false,
      },
      isSilent ? NO_MEDIA : this.media.devices.getTracks(),
    )
  }

  #handleSettled(): void {
    this.#room?.links.quality.fetch()
    this.#options.onEvent({ type: 'call-settled' })
  }

  #setHand(raisedAt: number | null): void {
    this.#profile.setHand(raisedAt)
    this.#updateStay({ handRaisedAt: raisedAt ?? undefined })
    this.#options.onEvent({ type: 'hand-changed', raisedAt })
  }

  #leaveCall(): void {
    this.#setHand(null)
    this.#updateStay({ isInCall: false })
    this.#room?.leaveCall()
    this.effects.stopTalkWatch()
    this.media.devices.release()
  }

  #handleEnded(by: EndedBy): void {
    if (by === 'self') {
      void this.hangUp()
      return
    }
    if (by === 'supersession') {
      this.#options.onEvent({ type: 'phase-changed', phase: 'superseded' })
      this.close()
      return
    }
    this.#leaveCall()
    this.#options.onEvent({ type: 'call-ended', by, atMs: this.#environment.epochMs() })
    if (by === 'host') void this.#room?.signaling.request('room:leave', {})
    this.close()
  }

  #sendMedia(): void {
    const tracks = this.media.devices.getTracks()
    for (const link of this.#room?.links.all() ?? []) link.setMedia(tracks)
    this.recording.refresh()
  }

  #describeSelf(): RecordedPerson {
    const { name, isCameraOn } = this.#profile.current
    // Whoever is muted by a host sends nothing, so there is nothing to leave out.
    return { id: SELF, name, isCameraOn, isMuted: false, ...this.media.devices.getTracks() }
  }

  /** A refresh or the end, nobody can tell: the server waits a short time, the peers need not wait at all. */
  #handlePageHide(): void {
    void this.#room?.signaling.request('session:closing', {})
    this.close()
  }

  #updateStay(change: Partial<StayRecord>): void {
    if (this.#stay === null) return
    this.#stay = { ...this.#stay, ...change }
    saveStay(this.#environment.sessionStorage, this.#options.room, this.#stay)
  }
}
