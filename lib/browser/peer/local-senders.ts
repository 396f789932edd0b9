import type { LinkConnection, LinkTransceiver } from './link-connection'

/** What a link sends: null sends nothing. The link never stops a track. */
export interface LinkMedia {
  readonly audio: MediaStreamTrack | null
  readonly video: MediaStreamTrack | null
  readonly screenVideo: MediaStreamTrack | null
  readonly screenAudio: MediaStreamTrack | null
}

interface ScreenSlot {
  readonly kind: 'audio' | 'video'
  transceiver: LinkTransceiver | null
  /** The stream under whose id the slot sends or sent last. */
  streamId: string | null
}

/**
 * Owns what goes out on a connection. Microphone and camera have a transceiver each from the first offer on, also
 * while they are off, so that they change by replaceTrack alone. A screen comes and goes by renegotiation, over
 * transceivers that are kept for the next screen.
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
  #mayShareScreen = false

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
  }

  /** The offerer's transceivers, in the order in which the answerer will look for them. */
  createTransceivers(): void {
    const init: RTCRtpTransceiverInit = { direction: 'sendrecv', streams: [this.#localStream] }
    this.#audio = this.#connection.addTransceiver(this.#media.audio ?? 'audio', init)
    this.#video = this.#connection.addTransceiver(this.#media.video ?? 'video', init)
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
    this.#applyMedia()
  }

  setMedia(media: LinkMedia): void {
    this.#media = media
    this.#applyMedia()
    this.#applyScreen()
  }

  /** An exchange is complete: from now on a screen may be sent, and one that waited for the last one's end starts. */
  continueScreen(): void {
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

  #startSlot(slot: ScreenSlot, track: MediaStreamTrack, stream: MediaStream): void {
    const { transceiver } = slot
    if (transceiver === null) {
      slot.transceiver = this.#connection.addTransceiver(track, { direction: 'sendonly', streams: [stream] })
      slot.streamId = stream.id
      return
    }
    if (slot.streamId !== stream.id) {
      // Another screen than before. Browsers differ over a track that changes its stream while it flows, so the end
      // of the last screen is negotiated first.
      if (isSending(transceiver)) {
        this.#stopSlot(slot)
        return
      }
      transceiver.sender.setStreams(stream)
      slot.streamId = stream.id
    }
    this.#replace(transceiver, track)
    if (transceiver.direction !== 'sendonly') transceiver.direction = 'sendonly'
  }

  #stopSlot({ transceiver }: ScreenSlot): void {
    if (transceiver === null) return
    this.#replace(transceiver, null)
    if (transceiver.direction !== 'inactive') transceiver.direction = 'inactive'
  }

  #replace({ sender }: LinkTransceiver, track: MediaStreamTrack | null): void {
    if (sender.track !== track) sender.replaceTrack(track).catch(this.#onError)
  }
}

/** As negotiated, whatever is wanted meanwhile. */
function isSending({ currentDirection }: LinkTransceiver): boolean {
  return currentDirection === 'sendonly' || currentDirection === 'sendrecv'
}
