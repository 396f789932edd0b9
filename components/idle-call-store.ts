import { createStore } from 'zustand/vanilla'
import type { CallStore } from '@/lib/browser/store/call-store-context'
import { type CallState, createInitialCallState } from '@/lib/browser/store/state'

function doNothing(): void {}

/** Builds what a room page renders from on the server and until its session begins: the initial state, and actions that do nothing. */
export function createIdleCallStore(room: string): CallStore {
  return {
    state: createStore<CallState>()(() => createInitialCallState(room)),
    actions: {
      setName: doNothing,
      call: doNothing,
      answer: doNothing,
      decline: doNothing,
      hangUp: doNothing,
      returnToLobby: doNothing,
      rejoinCall: doNothing,
      toggleMicrophone: doNothing,
      toggleCamera: doNothing,
      selectMicrophone: doNothing,
      selectCamera: doNothing,
      selectSpeaker: doNothing,
      setNoiseSuppression: doNothing,
      setJoinToneOn: doNothing,
      setVolume: doNothing,
      pushToTalk: doNothing,
      setBackground: doNothing,
      bringPicture: doNothing,
      retryMedia: doNothing,
      toggleScreenShare: doNothing,
      setAddressHidden: doNothing,
      dismissNotice: doNothing,
      submitPasscode: doNothing,
      knock: doNothing,
      stopKnocking: doNothing,
      answerKnock: doNothing,
      configureRoom: doNothing,
      setPasscode: doNothing,
      removeParticipant: doNothing,
      muteParticipant: doNothing,
      setHost: doNothing,
      endCall: doNothing,
      postChat: async () => 'chat-unavailable',
      draftChat: doNothing,
      showChat: doNothing,
      react: doNothing,
      toggleHand: doNothing,
      lowerHand: doNothing,
      offerFiles: doNothing,
      acceptFile: doNothing,
      declineFile: doNothing,
      pauseFile: doNothing,
      stopFile: doNothing,
      forgetFile: doNothing,
      observeMicrophoneLevel: () => doNothing,
      observeAudioLevels: () => doNothing,
      noteFrame: doNothing,
      observeLinks: () => doNothing,
      writeDump: () => Promise.resolve(null),
      watchPicture: () => ({ resize: doNothing, end: doNothing }),
    },
  }
}
