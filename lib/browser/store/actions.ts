import type { LinkReading } from '@/lib/browser/session/diagnosis'
import type { Reaction } from '@/lib/protocol/words'
import type { ChatOutcome } from './chat-state'
import type { BackgroundChoice, NoiseSuppression, RoomSettingsView } from './state'

/** One place in which a picture is shown. */
export interface PictureWatch {
  /** In device pixels; null: it is not shown there now. */
  resize(size: { readonly width: number; readonly height: number } | null): void
  /** The place is gone. */
  end(): void
}

/** The only way in for components. Each returns at once; what it brings about shows in the state. */
export interface CallActions {
  /** The name the others see. Trimmed and cut to the protocol's bound; an empty one becomes the language's word for a guest at `call` or `answer`. */
  setName(name: string): void
  /** Enters the call: puts an offer on the list and answers the offers that stand. */
  call(): void
  /** Enters the call by answering this caller first. */
  answer(participantId: string): void
  /** Takes this caller off the list and tells them. */
  decline(participantId: string): void
  /** Back to the lobby: links closed, screen released; camera and microphone are released as well and start again on `returnToLobby`. */
  hangUp(): void
  /** From `left` or `superseded` to the lobby. */
  returnToLobby(): void
  /** From `left` into the call again, without a stop in the lobby. */
  rejoinCall(): void
  toggleMicrophone(): void
  toggleCamera(): void
  selectMicrophone(deviceId: string): void
  selectCamera(deviceId: string): void
  /** Plays the others there from now on; an empty id: where the browser likes. */
  selectSpeaker(deviceId: string): void
  setNoiseSuppression(noiseSuppression: NoiseSuppression): void
  setJoinToneOn(isOn: boolean): void
  /** How loud this participant is played here, 0 to 1. */
  setVolume(participantId: string, volume: number): void
  /** A muted microphone is on while this is held. */
  pushToTalk(isHeld: boolean): void
  setBackground(background: BackgroundChoice): void
  /** Puts the person's own picture behind them; a file that is none is answered by a notice. */
  bringPicture(file: Blob): void
  /** Asks again for whatever capture device has failed. */
  retryMedia(): void
  toggleScreenShare(): void
  /** Hides the person's address from the others: media goes through the operator's relay or not at all. Remembered. */
  setAddressHidden(isAddressHidden: boolean): void
  dismissNotice(id: number): void
  /** Tries the passcode at the door; `passcode-wrong` shows in the state. */
  submitPasscode(passcode: string): void
  /** Asks those inside to be let in. */
  knock(): void
  /** Stops asking. */
  stopKnocking(): void
  /** Admits or refuses somebody at the door. */
  answerKnock(participantId: string, isAdmitted: boolean): void
  /** Hosts: what is left out stays as it is. */
  configureRoom(change: Partial<Pick<RoomSettingsView, 'door' | 'admission' | 'maxParticipants'>>): void
  /** Hosts: whoever comes from now on must know it; null: nobody must. */
  setPasscode(passcode: string | null): void
  /** Hosts: puts somebody out for good. */
  removeParticipant(participantId: string): void
  /** Hosts: nobody hears them any more until a host takes it back. */
  muteParticipant(participantId: string, isMuted: boolean): void
  /** Hosts: makes somebody a host as well, or no longer. */
  setHost(participantId: string, isHost: boolean): void
  /** Hosts: ends the call for everybody. */
  endCall(): void
  /** Says a text to everybody in the call. @returns What became of it: until then the person keeps it. */
  postChat(text: string): Promise<ChatOutcome>
  /** Keeps what is being written. */
  draftChat(draft: string): void
  /** Whether the person sees the chat. */
  showChat(isOpen: boolean): void
  /** Shows a reaction over one's own tile, on every screen. */
  react(reaction: Reaction): void
  /** Raises the hand, or lowers it. */
  toggleHand(): void
  /** Hosts: lowers somebody else's hand. */
  lowerHand(participantId: string): void
  /** Offers files to everybody in the call, or to one. Nothing leaves before somebody accepts. */
  offerFiles(files: readonly File[], participantId?: string): void
  /** Takes an offered file. Where the browser asks for a place, this needs the press of a button. */
  acceptFile(id: string): void
  declineFile(id: string): void
  /** Lets a transfer rest, or go on. */
  pauseFile(id: string, isPaused: boolean): void
  /** Gives a transfer up. */
  stopFile(id: string): void
  /** Takes a transfer that is over off the list. */
  forgetFile(id: string): void
  /** Records the call, or this person's camera and voice alone, on this device. Everybody in the call is told. */
  startRecording(personId: string | null): void
  /** What was recorded shows among the kept recordings. Leaving the call does the same. */
  stopRecording(): void
  /** Looks for what earlier recordings left in this browser, those included that a crash broke off. */
  findRecordings(): void
  /** Hands a kept recording to the browser's downloads. It stays until it is deleted. */
  saveRecording(id: string): void
  deleteRecording(id: string): void
  /**
   * Calls back about 15 times a second with the microphone's level, 0 (silence) to 1. Outside the state, for it changes too often.
   * @returns Stops it.
   */
  observeMicrophoneLevel(listener: (level: number) => void): () => void
  /**
   * Calls back ten times a second with how loud each of the others in the call is, by participant id: 0 (silence) to 1 (full scale), linear.
   * @returns Stops it.
   */
  observeAudioLevels(listener: (levels: ReadonlyMap<string, number>) => void): () => void
  /** @returns The element in which this stream plays already, muted, for the tile that is to show it; null where it has none. */
  findPlayer(stream: MediaStream): HTMLVideoElement | null
  /** A picture of somebody shows: the last step of what `observeLinks` tells of the link. */
  noteFrame(linkId: string): void
  /**
   * Calls back about every two seconds with what every link went through and how it does. Outside the state, for it changes too often.
   * @returns Stops it.
   */
  observeLinks(listener: (readings: readonly LinkReading[]) => void): () => void
  /**
   * Writes down what the links went through, for a file. `isWhole`: with addresses and certificates in it.
   * @returns JSON; null where it cannot be had now.
   */
  writeDump(options: { readonly isWhole: boolean }): Promise<string | null>
  /**
   * Lets somebody's browser send no more of a picture than is shown of it. Whatever shows or uses a picture says so, in a hidden
   * tab too: a picture that is watched nowhere for want of a place is sent large, one whose places all say null is not sent at all.
   */
  watchPicture(participantId: string, picture: 'camera' | 'screen'): PictureWatch
}
