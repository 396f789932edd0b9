import type { LinkMessage, PictureCodec } from '@/lib/protocol/link-messages'
import type { LinkVerdict } from '@/lib/protocol/link-outcome'
import { readAudioLevel } from './audio-level'
import { BulkChannel } from './bulk-channel'
import type { Clock } from './clock'
import { ControlChannel } from './control-channel'
import { EvidenceCollector } from './evidence'
import { hideAddresses } from './hide-addresses'
import type { LinkConnection } from './link-connection'
import type { LinkEncodings, LinkSources } from './link-encodings'
import { errorName, type LinkOperation, type LinkReport } from './link-report'
import { type LinkMedia, LocalSenders } from './local-senders'
import { Negotiator } from './negotiator'
import { PathWatch } from './path-watch'
import { PictureRecovery } from './picture-recovery'
import type { RecoveryPhase } from './recovery'
import { RemoteStreams } from './remote-streams'
import { chooseVerdict } from './verdict'

/** How long one description by signaling means that the peer does not trust the path: an ICE restart's time, and more. */
const DISTRUST_MS = 2_000

/** `new`: no answer yet. `interrupted`: it was connected and recovers. `failed`: it keeps trying, slowly. */
export type LinkState = 'new' | 'connecting' | 'connected' | 'interrupted' | 'failed' | 'closed'

export interface PeerLinkSnapshot {
  readonly state: LinkState
  /** The peer's microphone and camera: the same object for the link's life; null until its first description. */
  readonly stream: MediaStream | null
  /** The peer's screens by stream id: those with a live track. */
  readonly screenStreams: ReadonlyMap<string, MediaStream>
  /** Why the link failed; null unless `state` is `failed`. */
  readonly verdict: LinkVerdict | null
}

/** What the two ends tell each other beside descriptions and candidates. */
export type PeerMessage = Exclude<LinkMessage, { kind: 'description' | 'candidate' }>

export interface PeerLinkOptions {
  /** The id of the offer from which the link grows. */
  readonly id: string
  /** Who makes the first offer; that end yields in glare later on. */
  readonly role: 'offerer' | 'answerer'
  /** Its id groups microphone and camera at the peer (msid). */
  readonly localStream: MediaStream
  /** The stream under whose id screen tracks go out. */
  readonly screenStream: () => MediaStream | null
  readonly createPeerConnection: () => LinkConnection
  /** The path is not looked for before `release`: descriptions may be exchanged, and nobody waits for more. */
  readonly isHeld?: boolean
  /** Used until the data channel is open, and wherever it does not work. May lose messages. */
  readonly sendBySignaling: (message: LinkMessage) => void
  readonly onChange: (snapshot: PeerLinkSnapshot) => void
  readonly onMessage: (message: PeerMessage) => void
  /** Somebody else than the peer sent a description; it was ignored. */
  readonly onForged?: () => void
  readonly clock: Clock
  /** ICE was restarted, by whichever end. Whoever did may have lost its network, and this end its socket with it, unnoticed. */
  readonly onRestart?: () => void
  readonly onReport?: (report: LinkReport) => void
  /** Whether the server is within reach: a fact for the verdict alone. */
  readonly isSignalingReachable?: () => boolean
  /** Where there is no browser. */
  readonly createStream?: (signal: AbortSignal) => MediaStream
}

/**
 * Owns our end of one RTCPeerConnection: what goes out, what comes in, the exchange that both need, and its recovery.
 * Knows nothing of rooms or sockets. After `close` nothing is called back; where the peer
 * closes its end, the last callback tells so.
 */
export class PeerLink {
  readonly id: string
  /** For diagnostics alone: whoever changes it breaks the link. */
  readonly connection: LinkConnection
  /** The way for files; the link itself does nothing with it. */
  readonly files: BulkChannel
  readonly #options: PeerLinkOptions
  readonly #abort = new AbortController()
  readonly #negotiator: Negotiator
  readonly #channel: ControlChannel
  readonly #senders: LocalSenders
  readonly #pictures: PictureRecovery
  readonly #streams: RemoteStreams
  readonly #watch: PathWatch
  readonly #evidence: EvidenceCollector
  /** The peer has said something about this link since the first exchange, or the path has been up. */
  #isHeard = false
  #isHeld: boolean
  /** When the peer last sent a description by signaling. */
  #signaledAt = Number.NEGATIVE_INFINITY
  #snapshot: PeerLinkSnapshot = { state: 'new', stream: null, screenStreams: new Map(), verdict: null }

  constructor(options: PeerLinkOptions, media: LinkMedia) {
    this.id = options.id
    this.#options = options
    this.#isHeld = options.isHeld ?? false
    const { signal } = this.#abort
    const connection = options.createPeerConnection()
    this.connection = connection
    this.#channel = new ControlChannel({
      connection,
      signal,
      onOpen: () => this.#handleChannelOpen(),
      onClose: () => this.#handleChannelClosed(),
      onMessage: (message) => this.#handle(message),
      onRefused: () => this.#report({ kind: 'message-refused' }),
      onArrival: () => this.#watch.noteArrival(),
    })
    this.files = new BulkChannel({ connection, signal, onArrival: () => this.#watch.noteArrival() })
    this.#evidence = new EvidenceCollector(connection, signal)
    this.#watch = new PathWatch({
      connection,
      clock: options.clock,
      signal,
      sendPulse: () => this.#channel.sendPulse(),
      restartIce: () => this.#restartIce(),
      onPhase: (phase) => this.#handlePhase(phase),
      onError: (error) => this.#fail('stats', error),
    })
    this.#senders = new LocalSenders({
      connection,
      localStream: options.localStream,
      screenStream: options.screenStream,
      media,
      onError: (error) => this.#fail('sender', error),
    })
    this.#pictures = new PictureRecovery({
      connection,
      signal,
      clock: options.clock,
      onError: (error) => this.#fail('sender', error),
    })
    this.#streams = new RemoteStreams({
      connection,
      clock: options.clock,
      signal,
      createStream: options.createStream ?? (() => new MediaStream()),
      onChange: () => this.#update(),
    })
    this.#negotiator = new Negotiator({
      connection,
      role: options.role,
      clock: options.clock,
      signal,
      send: (message) => this.#transmit(message),
      onFirstOffer: () => {
        this.#senders.adoptTransceivers()
        this.#report({ kind: 'media-attached' })
      },
      onExchanged: (isRestart) => this.#handleExchanged(isRestart),
      onForged: () => {
        if (!this.#isClosed) options.onForged?.()
      },
      report: (report) => this.#report(report),
    })
    connection.addEventListener(
      'connectionstatechange',
      () => this.#report({ kind: 'connection-state', state: connection.connectionState }),
      { signal },
    )
  }

  /** The offerer's first offer is made and sent. The answerer has nothing to start. */
  start(): void {
    if (this.#isClosed || this.#options.role !== 'offerer' || this.#negotiator.hasStarted) return
    this.#senders.createTransceivers()
    this.#report({ kind: 'media-attached' })
    this.#negotiator.start()
  }

  /** Takes what the peer sent by signaling. Repeated, stale and misplaced messages do no harm. */
  receive(message: LinkMessage): void {
    if (message.kind === 'description' && this.#channel.isOpen) this.#signaledAt = this.#options.clock.now()
    this.#handle(message)
  }

  /** What is sent from now on. Tracks stay the caller's. */
  setMedia(media: LinkMedia): void {
    if (!this.#isClosed) this.#senders.setMedia(media)
  }

  /** The first pictures are out: the camera may be sent larger, although the bandwidth is not known yet. */
  noteFirstPictures(): void {
    if (!this.#isClosed) this.#senders.noteFirstPictures()
  }

  /**
   * How all is sent from now on; until then the camera goes out small, so that the first picture is quick.
   * @param codec For pictures, of those agreed on; null: the first of them.
   */
  setEncodings(encodings: LinkEncodings, codec: PictureCodec | null): void {
    if (!this.#isClosed) this.#senders.setEncodings(encodings, codec)
  }

  /** The pictures that there are to send now. */
  get sources(): LinkSources {
    return this.#senders.sources
  }

  /** `bye` goes both ways at once: there is no second chance to send it. */
  send(message: PeerMessage): void {
    if (!this.#isClosed) this.#transmit(message)
  }

  /** Descriptions are exchanged: what is left to do is a path. */
  get hasExchanged(): boolean {
    return this.#negotiator.hasExchanged
  }

  /** A held link is to come up from now on. */
  release(): void {
    if (!this.#isHeld || this.#isClosed) return
    this.#isHeld = false
    if (this.#negotiator.hasExchanged) this.#watch.note({ type: 'exchanged', isRestart: false })
    this.#watch.note({ type: 'connection-state', connection: this.connection.connectionState })
  }

  /** Asks for new ICE credentials and candidates. Nothing is interrupted by it. */
  restartIce(): void {
    if (!this.#isClosed) this.#restartIce()
  }

  /** The network or the socket may have changed: silence is believed sooner, and a recovery under way tries at once. */
  noteNetworkChange(): void {
    this.#watch.note({ type: 'network-changed' })
  }

  /** Fresh ICE servers; they count from the next restart on. */
  setConfiguration(configuration: RTCConfiguration): void {
    if (!this.#isClosed) this.connection.setConfiguration(configuration)
  }

  getSnapshot(): PeerLinkSnapshot {
    return this.#snapshot
  }

  getStats(): Promise<RTCStatsReport> {
    return this.connection.getStats()
  }

  /** How loud the peer is just now, 0 to 1; 0 while nothing comes through. */
  readAudioLevel(): number {
    return this.#snapshot.state === 'connected' ? readAudioLevel(this.connection) : 0
  }

  /** Ends the link for good. Idempotent. */
  close(): void {
    if (this.#isClosed) return
    this.#abort.abort()
    this.connection.close()
    this.#snapshot = { ...this.#snapshot, state: 'closed', screenStreams: new Map(), verdict: null }
  }

  #handle(message: LinkMessage): void {
    if (this.#isClosed) return
    // What the offer's list kept does not count, only what came after: an offerer has the answer, an answerer's peer got it.
    if (this.#options.role === 'offerer' || message.kind === 'profile') this.#isHeard = true
    switch (message.kind) {
      case 'description':
        this.#evidence.noteReceived(message)
        this.#report({
          kind: 'description-received',
          type: message.description.type,
          sequence: message.offerSequence,
        })
        this.#negotiator.receiveDescription(message)
        return
      case 'candidate':
        this.#evidence.noteReceived(message)
        this.#negotiator.receiveCandidate(message)
        return
      case 'bye':
        this.#evidence.notePeerLeft()
        this.#options.onMessage(message)
        return
      default:
        this.#options.onMessage(message)
    }
  }

  #transmit(original: LinkMessage): void {
    const isHiding = this.connection.getConfiguration().iceTransportPolicy === 'relay'
    const message = isHiding ? hideAddresses(original) : original
    if (message === null) return
    const isSent = this.#channel.send(message)
    // A peer that signals does not trust the path, although this end may still hear it.
    const isTrusted =
      this.#watch.phase === 'connected' && this.#options.clock.now() - this.#signaledAt > DISTRUST_MS
    if (!isSent || message.kind === 'bye' || !isTrusted) this.#options.sendBySignaling(message)
  }

  #handlePhase(phase: RecoveryPhase): void {
    if (phase === 'interrupted') this.#pictures.noteInterrupted()
    if (phase === 'failed') this.#pictures.noteGivenUp()
    // DTLS proves that the peer has set the first answer.
    if (phase === 'connected') {
      this.#negotiator.allowOffers()
      if (this.#snapshot.state !== 'connecting') {
        this.#pictures.notePathBack()
        this.#negotiator.repeatOffer()
      }
    }
    this.#update()
  }

  #handleChannelOpen(): void {
    this.#report({ kind: 'channel-open' })
    this.#negotiator.allowOffers()
  }

  #handleChannelClosed(): void {
    this.#report({ kind: 'channel-closed' })
    // On a path that lives, only the peer's end closes a channel of ours, whatever ICE may still believe. On a dead
    // one it may be a transport that gave up; signaling takes over then.
    if (this.#watch.phase !== 'connected') return
    this.close()
    this.#options.onChange(this.#snapshot)
  }

  #handleExchanged(isRestart: boolean): void {
    this.#senders.noteExchanged()
    this.#pictures.noteExchanged()
    if (!this.#isHeld) this.#watch.note({ type: 'exchanged', isRestart })
    this.#update()
    if (isRestart && !this.#isClosed) this.#options.onRestart?.()
  }

  #restartIce(): void {
    this.#report({ kind: 'ice-restart' })
    this.#negotiator.restartIce()
  }

  #update(): void {
    if (this.#isClosed) return
    const { phase } = this.#watch
    this.#snapshot = {
      state: phase,
      stream: this.#streams.main,
      screenStreams: this.#streams.liveScreens(),
      verdict: phase === 'failed' ? this.#chooseVerdict() : null,
    }
    this.#options.onChange(this.#snapshot)
  }

  #chooseVerdict(): LinkVerdict {
    return chooseVerdict(
      this.#evidence.collect({
        isAnswered: this.#negotiator.hasExchanged && this.#isHeard,
        wasConnected: this.#watch.wasConnected,
        isSignalingReachable: this.#options.isSignalingReachable?.() ?? null,
      }),
    )
  }

  #fail(operation: LinkOperation, error: unknown): void {
    this.#report({ kind: 'operation-failed', operation, error: errorName(error) })
  }

  #report(report: LinkReport): void {
    if (!this.#isClosed) this.#options.onReport?.(report)
  }

  get #isClosed(): boolean {
    return this.#abort.signal.aborted
  }
}
