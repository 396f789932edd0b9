import type { LinkTransceiver } from '@/lib/browser/peer/link-connection'
import { FakeMediaStream, FakeMediaStreamTrack } from './media-fake-tracks'
import { canReceive, canSend, type FakeSection } from './peer-fake-sdp'

type Direction = FakeSection['direction']

/** A remote stream under the id that its description gave it. */
export class FakeRemoteStream extends FakeMediaStream {
  override readonly id: string

  constructor(id: string) {
    super()
    this.id = id
  }
}

/** An RTCRtpTransceiver as JSEP sees it (RFC 8829 §3.4). */
export class FakeTransceiver implements LinkTransceiver {
  readonly kind: 'audio' | 'video'
  readonly receiver: {
    readonly track: FakeMediaStreamTrack
    streams: FakeRemoteStream[]
    readonly getSynchronizationSources: () => RTCRtpSynchronizationSource[]
  }
  /** How loud the last packet was; null before there was one. */
  audioLevel: number | null = null
  readonly sender: FakeSender
  mid: string | null = null
  currentDirection: Direction | null = null
  isStopping = false
  isStopped = false
  /** Which direction the page was last told of by track events. */
  firedDirection: Direction | null = null
  #direction: Direction
  readonly #onChange: () => void

  constructor(options: {
    readonly kind: 'audio' | 'video'
    readonly direction: Direction
    readonly track: MediaStreamTrack | null
    readonly streamIds: readonly string[]
    readonly onChange: () => void
  }) {
    this.kind = options.kind
    this.#direction = options.direction
    this.#onChange = options.onChange
    const label = `remote ${options.kind}`
    this.receiver = {
      track: new FakeMediaStreamTrack({ kind: options.kind, label, deviceId: '' }),
      streams: [],
      getSynchronizationSources: () =>
        this.audioLevel === null
          ? []
          : [{ audioLevel: this.audioLevel, rtpTimestamp: 0, source: 1, timestamp: 0 }],
    }
    this.sender = new FakeSender(options.track, options.streamIds, options.onChange)
  }

  get direction(): RTCRtpTransceiverDirection {
    return this.isStopping ? 'stopped' : this.#direction
  }

  set direction(direction: RTCRtpTransceiverDirection) {
    if (this.isStopping) throw new DOMException('stopped', 'InvalidStateError')
    if (direction === 'stopped') throw new TypeError('stopped is no direction to set')
    if (direction === this.#direction) return
    this.#direction = direction
    this.#onChange()
  }

  /** What an offer says of it. */
  get offeredDirection(): Direction {
    return this.isStopping ? 'inactive' : this.#direction
  }

  /** The stream ids that belong into a description. */
  get sentStreamIds(): readonly string[] {
    return canSend(this.direction) ? this.sender.streamIds : []
  }

  stop(): void {
    if (this.isStopping) return
    this.isStopping = true
    this.#onChange()
  }

  finishStop(): void {
    this.isStopping = true
    this.isStopped = true
    this.currentDirection = null
    this.setRemoteStreams([], new Map())
    if (this.receiver.track.readyState === 'live') this.receiver.track.end()
  }

  /**
   * Brings the receiver's streams to what a description says.
   * @returns Whether a stream was added.
   */
  setRemoteStreams(ids: readonly string[], known: Map<string, FakeRemoteStream>): boolean {
    const { track, streams } = this.receiver
    for (const stream of streams.filter(({ id }) => !ids.includes(id))) {
      stream.removeTrack(track)
      stream.dispatchEvent(new Event('removetrack'))
    }
    const added = ids.filter((id) => !streams.some((stream) => stream.id === id))
    this.receiver.streams = ids.map((id) => {
      const stream = known.get(id) ?? new FakeRemoteStream(id)
      known.set(id, stream)
      stream.addTrack(track)
      return stream
    })
    return added.length > 0
  }

  /** Notes the direction of which the page is told now. @returns Whether a track event is due. */
  fire(direction: Direction, hasNewStream: boolean): boolean {
    const isDue = canReceive(direction) && (!canReceive(this.firedDirection) || hasNewStream)
    this.firedDirection = direction
    return isDue
  }
}

class FakeSender {
  track: MediaStreamTrack | null
  streamIds: readonly string[]
  /** How many key frames were asked for. */
  keyFrames = 0
  /** How often the stream of packets was begun anew, which drops what was queued. */
  renewals = 0
  /** What gives way first where bits or processor run short; undefined is the browser's own choice. */
  degradationPreference: RTCDegradationPreference | undefined
  /** The codec that was asked for; undefined is the negotiated one. */
  codec: RTCRtpCodec | undefined
  /** What was set last. */
  encoding: RTCRtpEncodingParameters = {}
  /** How often parameters were set. */
  parametersSet = 0
  readonly #onChange: () => void

  constructor(track: MediaStreamTrack | null, streamIds: readonly string[], onChange: () => void) {
    this.track = track
    this.streamIds = streamIds
    this.#onChange = onChange
  }

  async replaceTrack(track: MediaStreamTrack | null): Promise<void> {
    this.track = track
  }

  getParameters(): RTCRtpSendParameters {
    const encodings: CodecParameters['encodings'] = [{ ...this.encoding, codec: this.codec }]
    return { transactionId: 'T', encodings, codecs: [...VIDEO_CODECS], headerExtensions: [], rtcp: {} }
  }

  async setParameters(parameters: CodecParameters, options: KeyFrameOptions = {}): Promise<void> {
    this.degradationPreference = parameters.degradationPreference
    const { codec, ...encoding } = parameters.encodings[0] ?? {}
    this.encoding = encoding
    this.parametersSet += 1
    if (codec?.mimeType !== this.codec?.mimeType) this.renewals += 1
    this.codec = codec
    if (options.encodingOptions?.some(({ keyFrame }) => keyFrame)) this.keyFrames += 1
  }

  setStreams(...streams: MediaStream[]): void {
    this.streamIds = streams.map(({ id }) => id)
    this.#onChange()
  }
}

const VIDEO_CODECS: readonly RTCRtpCodecParameters[] = ['VP8', 'rtx', 'VP9'].map((name, index) => ({
  mimeType: `video/${name}`,
  clockRate: 90_000,
  payloadType: 96 + index,
}))

/** From the WebRTC extensions (§5.8); the platform's types do not have it yet. */
interface CodecParameters extends RTCRtpSendParameters {
  readonly encodings: (RTCRtpEncodingParameters & { readonly codec?: RTCRtpCodec | undefined })[]
}

/** From the WebRTC extensions; the platform's types do not have it yet. */
interface KeyFrameOptions extends RTCSetParameterOptions {
  readonly encodingOptions?: readonly { readonly keyFrame?: boolean }[]
}
