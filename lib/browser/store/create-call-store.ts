import { createStore } from 'zustand/vanilla'
import { createBrowserEnvironment } from '@/lib/browser/session/browser-environment'
import { CallSession, type SessionWishes } from '@/lib/browser/session/call-session'
import type { CallActions, PictureWatch } from './actions'
import { applyCallEvent, type CallEvent } from './call-event'
import type { CallStore } from './call-store-context'
import { type CallState, createInitialCallState } from './state'

export interface CallStoreOptions {
  /** In normal form. */
  readonly room: string
  readonly wishes: SessionWishes
  /** The language's word for somebody without a name. */
  readonly guestName: string
}

/** A store with the life of its session: `start()` joins the room, `close()` ends the stay and releases every device. */
export interface LiveCallStore extends CallStore {
  start(): void
  close(): void
}

/** Outside a stay nobody sends anything. */
const UNWATCHED: PictureWatch = { resize: () => undefined, end: () => undefined }

/** Builds the store of one room page. A stay that ended is followed by a fresh session in the same store. */
export function createCallStore({ room, wishes, guestName }: CallStoreOptions): LiveCallStore {
  const state = createStore<CallState>()(() => createInitialCallState(room))
  const environment = createBrowserEnvironment()
  let session: CallSession | null = null

  function open(sessionWishes: SessionWishes): void {
    const opened = new CallSession({
      room,
      wishes: sessionWishes,
      guestName,
      environment,
      onEvent: (event) => {
        // A session that was replaced has nothing more to say.
        if (session === opened) applyEvent(event)
      },
    })
    session = opened
    void opened.start()
  }

  function applyEvent(event: CallEvent): void {
    state.setState((before) => applyCallEvent(before, event), true)
  }

  function comeBack(shouldJoin: boolean): void {
    session?.close()
    const name = state.getState().selfName
    state.setState(createInitialCallState(room), true)
    open({ name, shouldJoin, isMicrophoneOn: null, isCameraOn: null })
  }

  const actions: CallActions = {
    setName: (name) => session?.setName(name),
    call: () => session?.enterCall(),
    answer: (participantId) => session?.enterCall(participantId),
    decline: (participantId) => session?.room?.decline(participantId),
    hangUp: () => void session?.hangUp(),
    returnToLobby: () => comeBack(false),
    rejoinCall: () => comeBack(true),
    toggleMicrophone: () => session?.media.toggleMicrophone(),
    toggleCamera: () => session?.media.toggleCamera(),
    selectMicrophone: (deviceId) => session?.media.selectMicrophone(deviceId),
    selectCamera: (deviceId) => session?.media.selectCamera(deviceId),
    selectSpeaker: (deviceId) => session?.effects.selectSpeaker(deviceId),
    setNoiseSuppression: (noiseSuppression) => session?.effects.setNoiseSuppression(noiseSuppression),
    setJoinToneOn: (isOn) => session?.effects.setJoinToneOn(isOn),
    setVolume: (participantId, volume) => session?.effects.setVolume(participantId, volume),
    pushToTalk: (isHeld) => session?.media.pushToTalk(isHeld),
    setBackground: (background) => session?.effects.setBackground(background),
    bringPicture: (file) => void session?.effects.bringPicture(file),
    retryMedia: () => session?.media.devices.retry(),
    toggleScreenShare: () => session?.media.toggleScreenShare(),
    setAddressHidden: (isAddressHidden) => session?.setAddressHidden(isAddressHidden),
    dismissNotice: (id) => session?.dismissNotice(id),
    submitPasscode: (passcode) => void session?.room?.door.submitPasscode(passcode),
    knock: () => session?.room?.door.knock(),
    stopKnocking: () => session?.room?.door.stopKnocking(),
    answerKnock: (participantId, isAdmitted) =>
      session?.room?.moderation.answerKnock(participantId, isAdmitted),
    configureRoom: (change) => session?.room?.moderation.configure(change),
    setPasscode: (passcode) => void session?.room?.passcode.set(passcode),
    removeParticipant: (participantId) => session?.room?.moderation.removeParticipant(participantId),
    muteParticipant: (participantId, isMuted) =>
      session?.room?.moderation.muteParticipant(participantId, isMuted),
    setHost: (participantId, isHost) => session?.room?.moderation.setHost(participantId, isHost),
    endCall: () => session?.room?.moderation.endCall(),
    postChat: async (text) => {
      const exchange = session?.room?.exchange
      return exchange === undefined ? 'chat-unavailable' : exchange.postChat(text)
    },
    draftChat: (draft) => applyEvent({ type: 'chat-drafted', draft }),
    showChat: (isOpen) => applyEvent({ type: 'chat-shown', isOpen }),
    react: (reaction) => void session?.room?.exchange.react(reaction),
    toggleHand: () => session?.toggleHand(),
    lowerHand: (participantId) => session?.room?.hands.lower(participantId),
    offerFiles: (files, participantId) =>
      void session?.room?.exchange.files.offer(files, participantId ?? null),
    acceptFile: (id) => void session?.room?.exchange.files.accept(id),
    declineFile: (id) => session?.room?.exchange.files.decline(id),
    pauseFile: (id, isPaused) => session?.room?.exchange.files.pause(id, isPaused),
    stopFile: (id) => session?.room?.exchange.files.stop(id),
    forgetFile: (id) => session?.room?.exchange.files.forget(id),
    startRecording: (personId) => void session?.recording.start(personId),
    stopRecording: () => void session?.recording.stop(),
    findRecordings: () => void session?.recording.findKept(),
    saveRecording: (id) => void session?.recording.save(id),
    deleteRecording: (id) => void session?.recording.delete(id),
    observeMicrophoneLevel: (listener) =>
      session?.media.devices.observeMicrophoneLevel(listener) ?? (() => undefined),
    observeAudioLevels: (listener) => session?.audioLevels.observe(listener) ?? (() => undefined),
    findPlayer: (stream) => environment.players.find(stream),
    noteFrame: (linkId) => session?.noteFrame(linkId),
    observeLinks: (listener) => session?.diagnosis.observe(listener) ?? (() => undefined),
    writeDump: (options) => session?.diagnosis.writeDump(options) ?? Promise.resolve(null),
    watchPicture: (participantId, picture) =>
      session?.room?.links.quality.views.watch(participantId, picture) ?? UNWATCHED,
  }

  return {
    state,
    actions,
    start: () => open(wishes),
    close: () => {
      session?.close()
      session = null
    },
  }
}
