import type { StorageEnvironment } from '@/lib/browser/files/sinks'
import type { LocalMedia, LocalMediaOptions, StartFilter } from '@/lib/browser/media/local-media'
import type { StreamPlayers } from '@/lib/browser/media/stream-players'
import type { Clock } from '@/lib/browser/peer/clock'
import type { LinkConnection } from '@/lib/browser/peer/link-connection'
import type { EarlyJoin } from '@/lib/browser/signaling/early-join'
import type { SignalingSocket } from '@/lib/browser/signaling/signaling-socket'
import type { BackgroundChoice } from '@/lib/browser/store/state'
import type { RecordingFiles, StartRecorder } from './recording-control'
import type { StayLocks } from './stay'

/** The one seam between a session and the browser, so that tests in Node give typed fakes. */
export interface SessionEnvironment {
  readonly clock: Clock
  /** Milliseconds since the epoch: what outlives a page is dated by it, not by the monotonic clock. */
  readonly epochMs: () => number
  readonly createSocket: () => SignalingSocket
  /** @returns The join that the page asks for by itself over the first socket, for the first session; null: none. */
  readonly takeEarlyJoin: () => EarlyJoin | null
  readonly createPeerConnection: (configuration: RTCConfiguration) => LinkConnection
  readonly createMediaStream: () => MediaStream
  /** Where a stream plays that nobody sees yet. */
  readonly players: Pick<StreamPlayers, 'createStream' | 'find'>
  readonly createLocalMedia: (
    callbacks: Pick<LocalMediaOptions, 'onChange' | 'onTracks' | 'onNotice' | 'onFilterFailure'>,
  ) => LocalMedia
  /** Takes everything but the voice out of a microphone. What it needs is fetched when it first starts. */
  readonly startVoiceFilter: StartFilter
  /** Puts this behind the person in a camera's picture; fetched when it first starts, too. `picture`: what the person brought, a data URL. */
  readonly createBackground: (choice: BackgroundChoice, picture: string | null) => StartFilter
  /** @returns A picture of the person's as a data URL (JPEG), small enough to be kept; rejects what is no picture. */
  readonly shrinkPicture: (file: Blob) => Promise<string>
  /** What records, and what keeps recordings: fetched when they are first wanted. */
  readonly loadRecorder: () => Promise<StartRecorder>
  readonly loadRecordingFiles: () => Promise<RecordingFiles>
  /** This browser's storage, and this tab's. */
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
  /** Where received files can go. */
  readonly storage: StorageEnvironment
  /** An address from which the person can save a received file. */
  readonly createObjectUrl: (content: Blob) => string
  readonly locks: StayLocks | undefined
  /** The page's fragment, in which the room key may stand. */
  readonly fragment: string
  /** Web Crypto is there: the page was served over TLS or from this computer (W3C Secure Contexts). */
  readonly isSecure: boolean
  /** The page was loaded anew in its tab, by a refresh or a step through the history. */
  readonly isReload: boolean
  /** Calls back when the browser has noticed another network or is online again. @returns Stops it. */
  readonly onNetworkChange: (listener: () => void) => () => void
  /** Calls back when the page goes away, be it a refresh or the end. @returns Stops it. */
  readonly onPageHide: (listener: () => void) => () => void
}
