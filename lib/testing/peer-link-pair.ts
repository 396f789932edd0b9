import type { LinkReport } from '@/lib/browser/peer/link-report'
import type { LinkMedia } from '@/lib/browser/peer/local-senders'
import { PeerLink, type PeerLinkSnapshot, type PeerMessage } from '@/lib/browser/peer/peer-link'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import { FakePeerConnection } from './fake-peer-connection'
import { InMemoryWire } from './in-memory-wire'
import { FakeMediaStream, FakeMediaStreamTrack } from './media-fake-tracks'
import { FakeClock } from './peer-fake-clock'
import { FakePath } from './peer-fake-path'
import { SeededRandom } from './peer-seeded-random'

export const NO_MEDIA: LinkMedia = { audio: null, video: null, screenVideo: null, screenAudio: null }

export function createFakeTrack(kind: 'audio' | 'video'): FakeMediaStreamTrack {
  return new FakeMediaStreamTrack({ kind, label: kind, deviceId: kind })
}

/** One end of a pair: a real link on a fake connection, and all that it said. */
export class LinkEnd {
  readonly link: PeerLink
  readonly connection: FakePeerConnection
  readonly reports: LinkReport[] = []
  readonly messages: PeerMessage[] = []
  readonly snapshots: PeerLinkSnapshot[] = []
  /** One entry for each description that was not the peer's. */
  readonly forgeries: true[] = []
  /** How often it was told of an ICE restart. */
  restarts = 0
  /** What went by signaling, for whoever wants to hold or count it. */
  readonly signaled: LinkMessage[] = []
  readonly wire: InMemoryWire
  media: LinkMedia
  screen: FakeMediaStream | null = null

  constructor(options: {
    readonly role: 'offerer' | 'answerer'
    readonly clock: FakeClock
    readonly path: FakePath
    readonly random: SeededRandom
    readonly media: LinkMedia
    readonly maxOperationMs: number
    readonly deliver: (message: LinkMessage) => void
    readonly configuration: RTCConfiguration
    readonly isSignalingReachable: () => boolean
  }) {
    const { clock, path, random } = options
    this.media = options.media
    this.wire = new InMemoryWire(clock, random, options.deliver)
    this.connection = new FakePeerConnection({
      clock,
      path,
      configuration: options.configuration,
      operationMs: () => random.below(options.maxOperationMs) + 1,
    })
    this.link = new PeerLink(
      {
        id: 'link',
        role: options.role,
        localStream: new FakeMediaStream(),
        screenStream: () => this.screen,
        createPeerConnection: () => this.connection,
        sendBySignaling: (message) => {
          this.signaled.push(message)
          this.wire.send(message)
        },
        onChange: (snapshot) => this.snapshots.push(snapshot),
        onMessage: (message) => this.messages.push(message),
        onForged: () => this.forgeries.push(true),
        onRestart: () => {
          this.restarts += 1
        },
        onReport: (report) => this.reports.push(report),
        clock,
        isSignalingReachable: options.isSignalingReachable,
        createStream: () => new FakeMediaStream(),
      },
      options.media,
    )
  }

  get snapshot(): PeerLinkSnapshot {
    return this.link.getSnapshot()
  }

  setMedia(change: Partial<LinkMedia>): void {
    this.media = { ...this.media, ...change }
    this.link.setMedia(this.media)
  }

  startScreen(hasAudio: boolean): void {
    this.screen = new FakeMediaStream()
    this.setMedia({
      screenVideo: createFakeTrack('video'),
      screenAudio: hasAudio ? createFakeTrack('audio') : null,
    })
  }

  stopScreen(): void {
    this.screen = null
    this.setMedia({ screenVideo: null, screenAudio: null })
  }

  reportsOf<K extends LinkReport['kind']>(kind: K): Extract<LinkReport, { kind: K }>[] {
    return this.reports.filter((report): report is Extract<LinkReport, { kind: K }> => report.kind === kind)
  }
}

/** Two real links, two channels between them, one clock. */
export class LinkPair {
  readonly clock = new FakeClock()
  readonly path = new FakePath(this.clock)
  readonly random: SeededRandom
  readonly offerer: LinkEnd
  readonly answerer: LinkEnd
  isSignalingReachable = true

  constructor(
    options: {
      readonly seed?: number
      readonly maxOperationMs?: number
      readonly offererMedia?: LinkMedia
      readonly answererMedia?: LinkMedia
      readonly configuration?: RTCConfiguration
    } = {},
  ) {
    this.random = new SeededRandom(options.seed ?? 1)
    const shared = {
      clock: this.clock,
      path: this.path,
      random: this.random,
      maxOperationMs: options.maxOperationMs ?? 1,
      configuration: options.configuration ?? {},
      isSignalingReachable: () => this.isSignalingReachable,
    }
    this.offerer = new LinkEnd({
      ...shared,
      role: 'offerer',
      media: options.offererMedia ?? NO_MEDIA,
      deliver: (message) => this.answerer.link.receive(message),
    })
    this.answerer = new LinkEnd({
      ...shared,
      role: 'answerer',
      media: options.answererMedia ?? NO_MEDIA,
      deliver: (message) => this.offerer.link.receive(message),
    })
  }

  get ends(): readonly [LinkEnd, LinkEnd] {
    return [this.offerer, this.answerer]
  }

  /** From nothing to connected at both ends. */
  async connect(): Promise<void> {
    this.offerer.link.start()
    await this.clock.advance(500)
  }

  close(): void {
    for (const { link } of this.ends) link.close()
  }
}
