/** The node members that nothing of ours uses, with a real node's values. */
class FakeAudioNode extends EventTarget {
  readonly channelCount = 2
  readonly channelCountMode: ChannelCountMode = 'max'
  readonly channelInterpretation: ChannelInterpretation = 'speakers'
  readonly numberOfInputs = 1
  readonly numberOfOutputs = 1

  get context(): BaseAudioContext {
    throw new Error('The fake has no graph to go back to')
  }
}

/** Delivers the samples that a test puts into `level`, as a constant. */
export class FakeAnalyserNode extends FakeAudioNode implements AnalyserNode {
  fftSize = 2_048
  readonly frequencyBinCount = 1_024
  readonly maxDecibels = -30
  readonly minDecibels = -100
  readonly smoothingTimeConstant = 0.8
  private readonly audio: FakeAudioContext

  constructor(audio: FakeAudioContext) {
    super()
    this.audio = audio
  }

  getFloatTimeDomainData(samples: Float32Array): void {
    this.audio.looks += 1
    samples.fill(this.audio.amplitude)
  }

  getByteFrequencyData(): void {}
  getByteTimeDomainData(): void {}
  getFloatFrequencyData(): void {}
  connect(destination: AudioNode): AudioNode
  connect(destination: AudioParam): void
  connect(destination: AudioNode | AudioParam): unknown {
    return destination
  }
  disconnect(): void {}
}

/** A source that remembers whether it is connected. */
export class FakeMediaStreamSource extends FakeAudioNode implements MediaStreamAudioSourceNode {
  readonly mediaStream: MediaStream
  isConnected = false

  constructor(mediaStream: MediaStream) {
    super()
    this.mediaStream = mediaStream
  }

  connect(destination: AudioNode): AudioNode
  connect(destination: AudioParam): void
  connect(destination: AudioNode | AudioParam): unknown {
    this.isConnected = true
    return destination
  }

  disconnect(): void {
    this.isConnected = false
  }
}

type MeteringContext = Pick<
  AudioContext,
  'state' | 'resume' | 'suspend' | 'close' | 'createMediaStreamSource' | 'createAnalyser'
>

/** An AudioContext as far as metering goes. Suspended until `resume()`, and for as long as `needsGesture` is set. */
export class FakeAudioContext implements MeteringContext {
  state: AudioContextState = 'suspended'
  needsGesture = false
  /** What the microphone delivers, 0…1 of full scale. */
  amplitude = 0
  /** How often samples were read. */
  looks = 0
  resumes = 0
  readonly sources: FakeMediaStreamSource[] = []

  async resume(): Promise<void> {
    this.resumes += 1
    if (this.state === 'closed') throw new DOMException('The context is closed', 'InvalidStateError')
    if (!this.needsGesture) this.state = 'running'
  }

  async suspend(): Promise<void> {
    this.state = 'suspended'
  }

  async close(): Promise<void> {
    this.state = 'closed'
  }

  createMediaStreamSource(stream: MediaStream): FakeMediaStreamSource {
    const source = new FakeMediaStreamSource(stream)
    this.sources.push(source)
    return source
  }

  createAnalyser(): FakeAnalyserNode {
    return new FakeAnalyserNode(this)
  }
}
