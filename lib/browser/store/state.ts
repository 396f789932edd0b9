import { type ChatState, EMPTY_CHAT, type ReactionView } from './chat-state'
import type { FileView } from './file-state'

/**
 * The snapshot that React renders. Plain data and stream references; nothing in it owns anything.
 * Written by `applyCallEvent` alone.
 */

/**
 * Where the person is. `refused`: the room did not take them (`refusal` says why). `passcode`: it asks for one (`refusal` says whether
 * one was wrong). `knocking`: before the door; `hasKnocked` says whether they wait already. `superseded`: the stay goes on in another page.
 */
export type Phase = 'lobby' | 'passcode' | 'knocking' | 'call' | 'left' | 'superseded' | 'refused'

/** Whether the server can read what passes it: not with a key in the link (or a passcode), in a bare room yes. */
export type Privacy = 'unknown' | 'sealed' | 'bare'

/** What the hosts have set. */
export interface RoomSettingsView {
  readonly door: 'open' | 'knock' | 'locked'
  readonly admission: 'hosts' | 'everyone'
  readonly hasPasscode: boolean
  readonly maxParticipants: number
}

/** Somebody at the door whom the person may admit. */
export interface KnockView {
  readonly participantId: string
  readonly name: string
}

/** Whether the server is within reach. A call goes on without it. */
export type SignalingStatus = 'connecting' | 'online' | 'offline'

/** Why a device gives nothing. */
export type MediaErrorCode =
  | 'microphone-denied'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-lost'
  | 'camera-denied'
  | 'camera-missing'
  | 'camera-busy'
  | 'camera-lost'
  | 'screen-denied'
  | 'screen-failed'
  | 'insecure-origin'

/** Who takes the noise out of the microphone: nobody, the browser, or a filter of ours that leaves the voice alone. */
export const NOISE_SUPPRESSIONS = ['off', 'browser', 'strong'] as const
export type NoiseSuppression = (typeof NOISE_SUPPRESSIONS)[number]

/** What stands behind the person in their picture: the room as it is, the room blurred, a drawn scene, or a picture they brought. */
export const BACKGROUND_CHOICES = ['none', 'blur', 'dusk', 'meadow', 'paper', 'own'] as const
export type BackgroundChoice = (typeof BACKGROUND_CHOICES)[number]

/** How the person hears and is heard. Remembered by the browser, but for the volumes, which last as long as the stay. */
export interface SoundState {
  /** Where the others are to be played; null: the browser's default, which also stands in for one that is unplugged. */
  readonly speakerId: string | null
  readonly noiseSuppression: NoiseSuppression
  /** Who comes and goes is heard. */
  readonly isJoinToneOn: boolean
  /** 0 to 1 by participant id; who is not named is played at 1. */
  readonly volumes: Readonly<Record<string, number>>
}

export interface MediaDeviceChoice {
  readonly id: string
  /** Empty until the person has granted access; the interface then numbers them. */
  readonly label: string
}

export interface CaptureState {
  /** The person wants it on and it delivers. */
  readonly isOn: boolean
  readonly isStarting: boolean
  /** The device in use or chosen; null: the browser's default. */
  readonly deviceId: string | null
  readonly error: MediaErrorCode | null
}

export interface LocalMediaState {
  readonly microphone: CaptureState
  readonly camera: CaptureState
  readonly microphones: readonly MediaDeviceChoice[]
  readonly cameras: readonly MediaDeviceChoice[]
  /** Where sound can be played; empty where the browser does not tell. */
  readonly speakers: readonly MediaDeviceChoice[]
  /** The camera alone, for the person's own picture; null while it is off. */
  readonly previewStream: MediaStream | null
  /** The screen being shared; null where none is. */
  readonly screenStream: MediaStream | null
}

/** How the link to a participant is. `none`: one of the two is not in the call. `interrupted`: it was connected and recovers. */
export type LinkStatus = 'none' | 'connecting' | 'connected' | 'interrupted' | 'failed'

/** How a link feels: `lost` is one over which nothing comes. */
export type QualityLevel = 'good' | 'fair' | 'poor' | 'lost'

/** What makes it so; `relay` alone does no harm. Each has its words in messages/. */
export type QualityReason =
  | 'silence'
  | 'own-upload'
  | 'their-path'
  | 'their-processor'
  | 'own-processor'
  | 'relay-tcp'
  | 'distance'
  | 'relay'

/** Another participant. */
export interface ParticipantView {
  readonly id: string
  readonly name: string
  readonly isInCall: boolean
  /** The server lost sight of them. The link may live all the same. */
  readonly isAway: boolean
  readonly isHost: boolean
  /** By a host: then nothing of them is played, whatever they send. */
  readonly isMuted: boolean
  readonly isMicrophoneOn: boolean
  readonly isCameraOn: boolean
  /** When they raised their hand: who has the lowest is first. null: it is down. */
  readonly handRaisedAt: number | null
  /** Their browser records the call. */
  readonly isRecording: boolean
  readonly link: LinkStatus
  /** Names the link itself, for `observeLinks`; null where there is none. */
  readonly linkId: string | null
  /** null while the link is not up, and until it has been looked at. */
  readonly quality: { readonly level: QualityLevel; readonly reason: QualityReason | null } | null
  /** Seven numbers from 0 to 63, the same on both screens unless somebody is in the middle; null until the link is up. */
  readonly safetyCode: readonly number[] | null
  /** Microphone and camera; the same object as long as the link lives. */
  readonly stream: MediaStream | null
  readonly screenStream: MediaStream | null
}

/** One caller on the offer list. Stays one entry while the caller's offers are taken and posted anew. */
export interface OfferView {
  readonly participantId: string
  readonly name: string
}

/** What this browser records of the call. `starting`: the others are told already. */
export interface RecordingState {
  readonly status: 'off' | 'starting' | 'on'
  /** The person whose camera and voice alone are recorded; null: the whole call. */
  readonly personId: string | null
  /** In milliseconds since the epoch; null until it is on. */
  readonly startedAt: number | null
}

/** A recording that lies in this browser until it is saved and deleted. */
export interface KeptRecordingView {
  readonly id: string
  /** In milliseconds since the epoch. */
  readonly startedAtMs: number
  readonly durationMs: number
  readonly bytes: number
}

/** Something that a person should hear of. `code` is machine-readable and names the text in messages/. */
export interface Notice {
  readonly id: number
  /** `status`: what is going on. `alert`: what went wrong; stays until dismissed or mended. */
  readonly level: 'status' | 'alert'
  readonly code: string
  /** Values for the text, such as a name. */
  readonly values: Readonly<Record<string, string | number>>
}

export interface CallState {
  readonly room: string
  readonly phase: Phase
  readonly signaling: SignalingStatus
  /** Why `phase` is `refused`, or why a passcode did not do: a code of the protocol, or `key-damaged`, `insecure-origin`. */
  readonly refusal: string | null
  readonly selfId: string | null
  readonly selfName: string
  /** When the person entered the call, in milliseconds since the epoch; null outside. */
  readonly callStartedAt: number | null
  /** The first picture shows, or is not worth waiting for: what is not needed to connect may be fetched now. */
  readonly hasSettled: boolean
  /** The person may change the room. */
  readonly isHost: boolean
  /** A host has muted the person; only a host can take it back. */
  readonly isMutedByHost: boolean
  readonly privacy: Privacy
  /** null until the room took the person in. */
  readonly settings: RoomSettingsView | null
  /** Those whom the person may admit, longest waiting first. */
  readonly knocks: readonly KnockView[]
  /** Waits at the door to be admitted. */
  readonly hasKnocked: boolean
  /** Who ended the call that is over; null otherwise. */
  readonly endedBy: 'self' | 'host' | 'removal' | null
  /** How long the call that is over lasted for the person, in milliseconds; null where there was none. */
  readonly lastCallMs: number | null
  /** Media goes through a relay or not at all. */
  readonly isAddressHidden: boolean
  readonly media: LocalMediaState
  readonly sound: SoundState
  readonly background: BackgroundChoice
  /** The picture that the person brought, as a data URL; null: none yet. */
  readonly ownPicture: string | null
  /** The others, in the order in which they came. */
  readonly participants: readonly ParticipantView[]
  /** Callers that the person may answer or decline; empty once in the call. */
  readonly offers: readonly OfferView[]
  readonly notices: readonly Notice[]
  readonly chat: ChatState
  /** Reactions that show just now, the oldest first. */
  readonly reactions: readonly ReactionView[]
  /** When the person raised their hand; null: it is down. */
  readonly handRaisedAt: number | null
  /** Files on offer and under way, then those that are over. */
  readonly files: readonly FileView[]
  readonly recording: RecordingState
  /** The newest first; empty until they were looked for. */
  readonly keptRecordings: readonly KeptRecordingView[]
}

export const RECORDING_OFF: RecordingState = { status: 'off', personId: null, startedAt: null }
const CAPTURE_OFF: CaptureState = { isOn: false, isStarting: false, deviceId: null, error: null }

/** @returns The state of a page whose session has not begun: what the server renders too. */
export function createInitialCallState(room: string): CallState {
  return {
    room,
    phase: 'lobby',
    signaling: 'connecting',
    refusal: null,
    selfId: null,
    selfName: '',
    callStartedAt: null,
    hasSettled: false,
    isHost: false,
    isMutedByHost: false,
    privacy: 'unknown',
    settings: null,
    knocks: [],
    hasKnocked: false,
    endedBy: null,
    lastCallMs: null,
    isAddressHidden: false,
    media: {
      microphone: CAPTURE_OFF,
      camera: CAPTURE_OFF,
      microphones: [],
      cameras: [],
      speakers: [],
      previewStream: null,
      screenStream: null,
    },
    sound: { speakerId: null, noiseSuppression: 'browser', isJoinToneOn: true, volumes: {} },
    background: 'none',
    ownPicture: null,
    participants: [],
    offers: [],
    notices: [],
    chat: EMPTY_CHAT,
    reactions: [],
    handRaisedAt: null,
    files: [],
    recording: RECORDING_OFF,
    keptRecordings: [],
  }
}
