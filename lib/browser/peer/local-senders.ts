import type { PictureCodec } from '@/lib/protocol/link-messages'
import { EncodingWriter } from './encoding-writer'
import type { LinkConnection, LinkTransceiver } from './link-connection'
import {
  type EarlyEncoding,
  FIRST_ENCODING,
  type LinkEncodings,
  type LinkSources,
  type PictureSize,
  SECOND_ENCODING,
} from './link-encodings'

/** What a link sends: null sends nothing. The link never stops a track. */
export interface LinkMedia {
  readonly audio: MediaStreamTrack | null
  readonly video: MediaStreamTrack | null
  readonly screenVideo: MediaStreamTrack | null
  readonly screenAudio: MediaStreamTrack | null
}

/** Nothing is sent, and nothing of the person is shown. */
export const NO_MEDIA: LinkMedia = { audio: null, video: null, screenVideo: null, screenAudio: null }

interface ScreenSlot {
  readonly kind: 'audio' | 'video'
  transceiver: LinkTransceiver | null
  /** The stream under whose id the slot sends. */
  streamId: string | null
}

/**
 * Owns what goes out on a connection. Microphone and camera have a transceiver each from the first offer on, also
 * while they are off, so that they change by replaceTrack alone. A screen comes and goes with transceivers of its
 * own, by renegotiation.
 */
export class LocalSenders {
  readonly #connection: LinkConnection
  readonly #localStream: MediaStream
  readonly #screenStream: () => MediaStream | null
  readonly #onError: (error: unknown) => void
  #media: LinkMedia
  #audio: LinkTransceiver | null = null
  #video: LinkTransceiver | null = null
  readonly #screen: readonly ScreenSlot[] = [
    { kind: 'video', transceiver: null, streamId: null },
    { kind: 'audio', transceiver: null, streamId: null },
  ]
  /** Transceivers of screens that have ended, not negotiated yet. */
  #retiring: LinkTransceiver[] = []
  #mayShareScreen = false
  readonly #encodings: EncodingWriter
  #early: EarlyEncoding = FIRST_ENCODING
  /** null: the camera as early pictures are, the rest as the browser likes. */
  #wanted: LinkEncodings | null = null
  #codec: PictureCodec | null = null

  constructor(options: {
    readonly connection: LinkConnection
    readonly localStream: MediaStream
    readonly screenStream: () => MediaStream | null
    readonly media: LinkMedia
    readonly onError: (error: unknown) => void
  }) {
    this.#connection = options.connection
    this.#localStream = options.localStream
    this.#screenStream = options.screenStream
    this.#media = options.media
    this.#onError = options.onError
    this.#encodings = new EncodingWriter(options.onError)
  }

  /** The offerer's transceivers, in the order in which the answerer will look for them. */
  createTransceivers(): void {
    const init: RTCRtpTransceiverInit = { direction: 'sendrecv', streams: [this.#localStream] }
    this.#audio = this.#connection.addTransceiver(this.#media.audio ?? 'audio', init)
    this.#video = this.#connection.addTransceiver(this.#media.video ?? 'video', {
      ...init,
      sendEncodings: [{ ...(this.#wanted?.camera ?? this.#early) }],
    })
  }

  /** The answerer's: those that the first offer brought. */
  adoptTransceivers(): void {
    for (const transceiver of this.#connection.getTransceivers()) {
      const { kind } = transceiver.receiver.track
      if (kind === 'audio') this.#audio ??= transceiver
      else this.#video ??= transceiver
    }
    for (const transceiver of [this.#audio, this.#video]) {
      if (transceiver === null) continue
      transceiver.direction = 'sendrecv'
      transceiver.sender.setStreams(this.#localStream)
    }
    this.#applyEncodings()
    this.#applyMedia()
  }

  /** The first pictures are out. */
  noteFirstPictures(): void {
    this.#early = SECOND_ENCODING
    this.#applyEncodings()
  }

  /** How everything is sent from now on, a screen that begins later included. */
  setEncodings(encodings: LinkEncodings, codec: PictureCodec | null): void {
    this.#wanted = encodings
    this.#codec = codec
    this.#applyEncodings()
  }

  /** What there is to send now. */
  get sources(): LinkSources {
    return { camera: sizeOf(this.#media.video), screen: sizeOf(this.#media.screenVideo) }
  }

  #applyEncodings(): void {
    if (this.#video !== null)
      this.#encodings.write(this.#video.sender, this.#wanted?.camera ?? this.#early, this.#codec)
    if (this.#wanted === null) return
    if (this.#audio !== null) this.#encodings.write(this.#audio.sender, this.#wanted.audio)
    for (const { kind, transceiver } of this.#screen) {
      if (kind === 'video' && transceiver !== null)
        this.#encodings.write(transceiver.sender, this.#wanted.screen, this.#codec)
    }
  }

  setMedia(media: LinkMedia): void {
    this.#media = media
    this.#applyMedia()
    this.#applyScreen()
  }

  /**
   * An exchange is complete. From the first on a screen may be sent; before, it would be taken for the main stream. And
   * what was not negotiated when its screen ended may be stopped now.
   */
  noteExchanged(): void {
    this.#stopRetiring()
    if (this.#mayShareScreen) return
    this.#mayShareScreen = true
    this.#applyScreen()
  }

  #applyMedia(): void {
    if (this.#audio !== null) this.#replace(this.#audio, this.#media.audio)
    if (this.#video !== null) this.#replace(this.#video, this.#media.video)
  }

  #applyScreen(): void {
    if (!this.#mayShareScreen) return
    const stream = this.#screenStream()
    for (const slot of this.#screen) {
      const track = slot.kind === 'video' ? this.#media.screenVideo : this.#media.screenAudio
      if (track === null || stream === null) this.#stopSlot(slot)
      else this.#startSlot(slot, track, stream)
    }
  }

  /**
   * Another screen than before gets another transceiver. Reusing the last one with `setStreams` would do by the
   * specification, but Chromium falls back to the first stream id once the new one is negotiated.
   */
  #startSlot(slot: ScreenSlot, track: MediaStreamTrack, stream: MediaStream): void {
    if (slot.transceiver !== null && slot.streamId !== stream.id) this.#stopSlot(slot)
    if (slot.transceiver === null) {
      const encoding = slot.kind === 'video' ? this.#wanted?.screen : undefined
      slot.transceiver = this.#connection.addTransceiver(track, {
        direction: 'sendonly',
        streams: [stream],
        ...(encoding === undefined ? {} : { sendEncodings: [{ ...encoding }] }),
      })
      slot.streamId = stream.id
      if (slot.kind === 'video') this.#keepSharp(slot.transceiver)
    } else {
      this.#replace(slot.transceiver, track)
    }
  }

  /** A screen is read: where bits or processor run short, fewer frames come, never fewer pixels (W3C MST Content Hints §5). */
  #keepSharp({ sender }: LinkTransceiver): void {
    const parameters = sender.getParameters()
    if (parameters.encodings.length === 0) return
    sender.setParameters({ ...parameters, degradationPreference: 'maintain-resolution' }).catch(this.#onError)
  }

  #stopSlot(slot: ScreenSlot): void {
    if (slot.transceiver === null) return
    this.#retiring.push(slot.transceiver)
    slot.transceiver = null
    this.#stopRetiring()
  }

  /**
   * Stopping frees the media section for the next screen (JSEP §5.2.2) and ends the track at the peer. But only what
   * was negotiated may be stopped: without a media section a stopped transceiver is in no offer, hence never done with,
   * and the browser asks for negotiation after every exchange without end. Until then it is merely silent.
   */
  #stopRetiring(): void {
    this.#retiring = this.#retiring.filter((transceiver) => {
      if (transceiver.currentDirection === null && transceiver.direction !== 'stopped') {
        this.#replace(transceiver, null)
        if (transceiver.direction !== 'inactive') transceiver.direction = 'inactive'
        return true
      }
      transceiver.stop()
      return false
    })
  }

  #replace({ sender }: LinkTransceiver, track: MediaStreamTrack | null): void {
    if (sender.track !== track) sender.replaceTrack(track).catch(this.#onError)
  }
}

/** What a camera is asked for, where the browser does not tell what it gives. */
const TYPICAL_SIZE: PictureSize = { width: 1280, height: 720 }

function sizeOf(track: MediaStreamTrack | null): PictureSize | null {
  if (track === null) return null
  const { width, height } = track.getSettings()
  return width === undefined || height === undefined ? TYPICAL_SIZE : { width, height }
}
