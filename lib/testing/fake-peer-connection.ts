import type {
  LinkConnection,
  LinkConnectionEvents,
  LinkDescription,
} from '@/lib/browser/peer/link-connection'
import { PeerEmitter } from './peer-emitter'
import type { FakeClock } from './peer-fake-clock'
import { FakeDataChannel } from './peer-fake-data-channel'
import { FakeJsep } from './peer-fake-jsep'
import type { FakePath, PathEnd } from './peer-fake-path'
import type { FakeTransceiver } from './peer-fake-transceiver'

/** The way to the other end, as a connection uses it. */
export type ConnectionPath = Pick<
  FakePath,
  'attach' | 'detach' | 'update' | 'transmit' | 'arrivalsAt' | 'answeredChecks'
>

export interface FakePeerConnectionOptions {
  readonly clock: FakeClock
  readonly path: ConnectionPath
  readonly configuration?: RTCConfiguration
  /** How long the next operation takes, in milliseconds. */
  readonly operationMs?: () => number
}

/** Kinds of candidate that each generation gathers, with the delay after the description. */
const GATHERED = [
  ['host', 5],
  ['srflx', 30],
] as const

/**
 * An RTCPeerConnection without media or network: the signaling state machine of JSEP (RFC 8829) with implicit
 * descriptions and rollback, operations that run one after the other and take time, negotiationneeded as W3C WebRTC
 * §4.7.3 queues it, ICE generations, and data channels over a `FakePath`.
 */
export class FakePeerConnection extends PeerEmitter<LinkConnectionEvents> implements LinkConnection, PathEnd {
  readonly iceTransport = new PeerEmitter<{ selectedcandidatepairchange: undefined }>()
  readonly #options: FakePeerConnectionOptions
  readonly #jsep: FakeJsep
  readonly #channels = new Map<number, FakeDataChannel>()
  readonly #gathered = new Map<string, string[]>()
  readonly #addedCandidates = new Map<string, string[]>()
  #chain: Promise<unknown> = Promise.resolve()
  #chainLength = 0
  #isNeedUpdatedOnEmptyChain = false
  #isNegotiationNeeded = false
  #connectionState: RTCPeerConnectionState = 'new'
  #configuration: RTCConfiguration
  dtlsState: RTCDtlsTransportState = 'new'
  iceGatheringState: RTCIceGatheringState = 'new'
  #toldSignalingState: RTCSignalingState = 'stable'

  constructor(options: FakePeerConnectionOptions) {
    super()
    this.#options = options
    this.#configuration = options.configuration ?? {}
    this.#jsep = new FakeJsep({
      onTrack: (event) => this.emit('track', event),
      onNeedChange: () => this.#updateNegotiationNeeded(),
    })
    options.path.attach(this)
  }

  get signalingState(): RTCSignalingState {
    return this.#isClosed ? 'closed' : this.#jsep.signalingState
  }

  get connectionState(): RTCPeerConnectionState {
    return this.#connectionState
  }

  get iceConnectionState(): RTCIceConnectionState {
    return this.#connectionState === 'connecting' ? 'checking' : this.#connectionState
  }

  get localDescription(): LinkDescription | null {
    return this.#withCandidates(this.#jsep.pendingLocal ?? this.#jsep.currentLocal)
  }

  get currentLocalDescription(): LinkDescription | null {
    return this.#withCandidates(this.#jsep.currentLocal)
  }

  get currentRemoteDescription(): LinkDescription | null {
    return this.#jsep.currentRemote
  }

  get pendingRemoteDescription(): LinkDescription | null {
    return this.#jsep.pendingRemote
  }

  get sctp(): LinkConnection['sctp'] {
    return { transport: { state: this.dtlsState, iceTransport: this.iceTransport } }
  }

  get credentials(): PathEnd['credentials'] {
    const { currentLocal, currentRemote } = this.#jsep
    return {
      local: currentLocal === null ? null : this.#jsep.read(currentLocal.sdp).usernameFragment,
      remote: currentRemote === null ? null : this.#jsep.read(currentRemote.sdp).usernameFragment,
    }
  }

  get hasRemoteCandidate(): boolean {
    const { currentRemote } = this.#jsep
    if (currentRemote === null) return false
    const { usernameFragment, candidates } = this.#jsep.read(currentRemote.sdp)
    return candidates.size > 0 || (this.#addedCandidates.get(usernameFragment)?.length ?? 0) > 0
  }

  setLocalDescription(): Promise<void> {
    return this.#operate(() => {
      const fragment = this.#jsep.setLocal()
      this.#gather(fragment)
      this.#afterDescription()
    })
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#operate(() => {
      this.#jsep.setRemote(description)
      this.#afterDescription()
    })
  }

  addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    return this.#operate(() => {
      const remotes = [this.#jsep.currentRemote, this.#jsep.pendingRemote].filter((remote) => remote !== null)
      if (remotes.length === 0) throw new DOMException('no remote description', 'InvalidStateError')
      const fragments = remotes.map(({ sdp }) => this.#jsep.read(sdp).usernameFragment)
      const fragment = candidate?.usernameFragment ?? fragments.at(-1) ?? ''
      if (!fragments.includes(fragment)) throw new DOMException('unknown ufrag', 'OperationError')
      if (candidate?.candidate) {
        this.#addedCandidates.set(fragment, [
          ...(this.#addedCandidates.get(fragment) ?? []),
          candidate.candidate,
        ])
      }
      this.#options.path.update()
    })
  }

  restartIce(): void {
    this.#jsep.restartIce()
  }

  addTransceiver(trackOrKind: MediaStreamTrack | string, init: RTCRtpTransceiverInit = {}): FakeTransceiver {
    if (this.#isClosed) throw new DOMException('closed', 'InvalidStateError')
    return this.#jsep.addTransceiver(trackOrKind, init)
  }

  getTransceivers(): FakeTransceiver[] {
    return [...this.#jsep.transceivers]
  }

  createDataChannel(label: string, init: RTCDataChannelInit = {}): FakeDataChannel {
    const channel = new FakeDataChannel(label, init, (from, data) =>
      this.#options.path.transmit(this, from, data),
    )
    this.#channels.set(channel.id, channel)
    this.#jsep.addDataChannel()
    return channel
  }

  get channelIds(): readonly number[] {
    return [...this.#channels.keys()]
  }

  channel(id: number): FakeDataChannel | undefined {
    return this.#channels.get(id)
  }

  getConfiguration(): RTCConfiguration {
    return this.#configuration
  }

  setConfiguration(configuration: RTCConfiguration = {}): void {
    this.#configuration = configuration
  }

  async getStats(): Promise<RTCStatsReport> {
    return new Map<string, object>([
      ['T', { id: 'T', type: 'transport', selectedCandidatePairId: 'P' }],
      [
        'P',
        {
          id: 'P',
          type: 'candidate-pair',
          localCandidateId: 'L',
          bytesReceived: this.#options.path.arrivalsAt(this),
          responsesReceived: this.#options.path.answeredChecks,
        },
      ],
      ['L', { id: 'L', type: 'local-candidate', candidateType: 'host' }],
    ])
  }

  setConnectionState(state: RTCPeerConnectionState): void {
    if (this.#isClosed || this.#connectionState === state) return
    this.#connectionState = state
    if (state === 'connected') this.dtlsState = 'connected'
    this.emit('iceconnectionstatechange', {})
    this.emit('connectionstatechange', {})
  }

  close(): void {
    if (this.#isClosed) return
    this.#options.path.detach(this, this.channelIds)
    this.#connectionState = 'closed'
    for (const channel of this.#channels.values()) channel.readyState = 'closed'
  }

  get #isClosed(): boolean {
    return this.#connectionState === 'closed'
  }

  /** One at a time; on a connection that is closed meanwhile, a promise stays open for ever (§4.4.1.2). */
  #operate(operation: () => void): Promise<void> {
    if (this.#isClosed) return Promise.reject(new DOMException('closed', 'InvalidStateError'))
    this.#chainLength += 1
    return new Promise((resolve, reject) => {
      this.#chain = this.#chain.then(async () => {
        await this.#options.clock.after(this.#options.operationMs?.() ?? 1)
        this.#chainLength -= 1
        if (this.#isClosed) return
        try {
          operation()
          resolve()
        } catch (error) {
          reject(error)
        }
        if (this.#chainLength === 0 && this.#isNeedUpdatedOnEmptyChain) {
          this.#isNeedUpdatedOnEmptyChain = false
          this.#updateNegotiationNeeded()
        }
      })
    })
  }

  #afterDescription(): void {
    if (this.signalingState !== this.#toldSignalingState) {
      this.#toldSignalingState = this.signalingState
      this.emit('signalingstatechange', {})
    }
    if (this.#jsep.signalingState === 'stable') {
      this.#isNegotiationNeeded = false
      this.#updateNegotiationNeeded()
    }
    if (this.#connectionState === 'new' && this.#jsep.currentRemote !== null) {
      this.setConnectionState('connecting')
    }
    this.#options.path.update()
  }

  /** W3C WebRTC §4.7.3, step by step. */
  #updateNegotiationNeeded(): void {
    if (this.#chainLength > 0) {
      this.#isNeedUpdatedOnEmptyChain = true
      return
    }
    this.#options.clock.setTimeout(() => {
      if (this.#isClosed) return
      if (this.#chainLength > 0) {
        this.#isNeedUpdatedOnEmptyChain = true
        return
      }
      if (this.#jsep.signalingState !== 'stable') return
      if (!this.#jsep.isNegotiationNeeded) {
        this.#isNegotiationNeeded = false
        return
      }
      if (this.#isNegotiationNeeded) return
      this.#isNegotiationNeeded = true
      this.emit('negotiationneeded', {})
    }, 0)
  }

  #gather(fragment: string): void {
    if (this.#gathered.has(fragment)) return
    const found: string[] = []
    this.#gathered.set(fragment, found)
    this.#setGatheringState('gathering')
    for (const [kind, delayMs] of GATHERED) {
      this.#options.clock.setTimeout(() => {
        if (this.#isClosed) return
        const candidate = `candidate:1 1 udp 1 192.0.2.1 9 typ ${kind} ufrag ${fragment}`
        found.push(candidate)
        this.#tellCandidate(candidate, fragment)
        if (kind !== 'srflx') return
        this.#tellCandidate('', fragment)
        this.#setGatheringState('complete')
      }, delayMs)
    }
  }

  #setGatheringState(state: RTCIceGatheringState): void {
    this.iceGatheringState = state
    this.emit('icegatheringstatechange', {})
  }

  #tellCandidate(candidate: string, usernameFragment: string): void {
    this.emit('icecandidate', { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment } })
  }

  #withCandidates(description: LinkDescription | null): LinkDescription | null {
    if (description === null) return null
    const { usernameFragment } = this.#jsep.read(description.sdp)
    return this.#jsep.describe(description, this.#gathered.get(usernameFragment) ?? [])
  }
}
