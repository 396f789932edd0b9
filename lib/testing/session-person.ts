import { LocalMedia } from '@/lib/browser/media/local-media'
import { CallSession, type SessionWishes } from '@/lib/browser/session/call-session'
import type { SessionEnvironment } from '@/lib/browser/session/session-environment'
import type { EarlyJoin } from '@/lib/browser/signaling/early-join'
import { applyCallEvent, type CallEvent } from '@/lib/browser/store/call-event'
import { type CallState, createInitialCallState, type ParticipantView } from '@/lib/browser/store/state'
import type { NamedFact } from '@/lib/protocol/facts'
import { FakeMediaDevices } from './fake-media-devices'
import type { FakePeerConnection } from './fake-peer-connection'
import { FakeRecordings } from './fake-recordings'
import { FakeAudioContext } from './media-fake-audio-context'
import { FakeMediaStream } from './media-fake-tracks'
import { DEVICES } from './media-harness'
import { MemoryStorage } from './memory-storage'
import type { FakeClock } from './peer-fake-clock'
import type { SessionNetwork } from './session-network'
import { SessionWire } from './session-wire'

export interface TestPersonOptions {
  readonly name: string
  readonly room: string
  readonly fragment: string
  readonly url: string
  readonly clock: FakeClock
  readonly epochMs: () => number
  readonly network: SessionNetwork
  /** What the server states and the page never hears. */
  readonly lostFacts: readonly NamedFact['name'][]
  readonly isSecure?: boolean
  /** A browser that was here before, or a tab that is loaded anew. */
  readonly localStorage?: MemoryStorage
  readonly sessionStorage?: MemoryStorage
  readonly wishes?: Partial<SessionWishes>
  /** What the page has asked for before its session began. */
  readonly earlyJoin?: EarlyJoin
}

const MAY_HAVE_ALL_ON: SessionWishes = {
  name: null,
  shouldJoin: false,
  isMicrophoneOn: null,
  isCameraOn: null,
}

/** One page with a real session in it, and the state that its interface would render. */
export class TestPerson {
  readonly name: string
  readonly session: CallSession
  readonly wire: SessionWire
  readonly devices = new FakeMediaDevices(Object.values(DEVICES))
  /** Every connection that this page made, closed ones included. */
  readonly connections: FakePeerConnection[] = []
  readonly recordings = new FakeRecordings()
  readonly localStorage: MemoryStorage
  readonly sessionStorage: MemoryStorage
  /** Everything that the session told the store. */
  readonly events: CallEvent[] = []
  state: CallState
  readonly #pageHideListeners = new Set<() => void>()

  constructor(options: TestPersonOptions) {
    this.name = options.name
    this.wire = new SessionWire(options.url, options.lostFacts)
    this.localStorage = options.localStorage ?? new MemoryStorage()
    this.sessionStorage = options.sessionStorage ?? new MemoryStorage()
    this.state = createInitialCallState(options.room)
    this.session = new CallSession({
      room: options.room,
      wishes: { ...MAY_HAVE_ALL_ON, name: options.name, ...options.wishes },
      guestName: 'Guest',
      environment: this.#createEnvironment(options),
      onEvent: (event) => {
        this.events.push(event)
        this.state = applyCallEvent(this.state, event)
      },
    })
  }

  /** The room, which is there once the session has begun. */
  get room(): NonNullable<CallSession['room']> {
    const { room } = this.session
    if (room === null) throw new Error(`${this.name} is in no room yet`)
    return room
  }

  get id(): string {
    return this.room.selfId
  }

  /** How this page shows somebody else; undefined where it does not. */
  viewOf(other: TestPerson): ParticipantView | undefined {
    return this.state.participants.find(({ id }) => id === other.id)
  }

  /** The other is in the call and linked, and there is a safety code to compare. */
  isLinkedTo(other: TestPerson): boolean {
    const view = this.viewOf(other)
    return view?.isInCall === true && view.link === 'connected' && view.safetyCode !== null
  }

  /** Codes of the notices that show now. */
  get noticeCodes(): readonly string[] {
    return this.state.notices.map(({ code }) => code)
  }

  /** How often an alert of this code was raised, dismissed ones and repetitions included. */
  countAlerts(code: string): number {
    return this.events.filter(
      (event) =>
        event.type === 'notice-added' && event.notice.level === 'alert' && event.notice.code === code,
    ).length
  }

  get openConnections(): readonly FakePeerConnection[] {
    return this.connections.filter(({ connectionState }) => connectionState !== 'closed')
  }

  get connectedConnections(): readonly FakePeerConnection[] {
    return this.connections.filter(({ connectionState }) => connectionState === 'connected')
  }

  /** The page goes away: a refresh or the end. */
  hidePage(): void {
    for (const listener of [...this.#pageHideListeners]) listener()
  }

  #createEnvironment(options: TestPersonOptions): SessionEnvironment {
    const { clock, epochMs, network, fragment, isSecure = true } = options
    return {
      clock,
      epochMs,
      createSocket: () => this.wire,
      takeEarlyJoin: () => options.earlyJoin ?? null,
      createPeerConnection: (configuration) => {
        const connection = network.createConnection(configuration)
        this.connections.push(connection)
        return connection
      },
      createMediaStream: () => new FakeMediaStream(),
      players: { createStream: () => new FakeMediaStream(), find: () => null },
      createLocalMedia: (callbacks) =>
        new LocalMedia({
          ...callbacks,
          mediaDevices: this.devices,
          createAudioContext: () => new FakeAudioContext(),
          createMediaStream: (tracks) => new FakeMediaStream(tracks),
        }),
      startVoiceFilter: refuseToStart,
      createBackground: () => refuseToStart,
      shrinkPicture: refuseToStart,
      loadRecorder: async () => this.recordings.startRecorder,
      loadRecordingFiles: async () => this.recordings,
      localStorage: this.localStorage,
      sessionStorage: this.sessionStorage,
      storage: {},
      createObjectUrl: (content) => `blob:${content.size}`,
      locks: undefined,
      fragment,
      isSecure,
      isReload: false,
      onNetworkChange: () => () => undefined,
      onPageHide: (listener) => {
        this.#pageHideListeners.add(listener)
        return () => this.#pageHideListeners.delete(listener)
      },
    }
  }
}

/** As in a browser without what a filter needs. */
function refuseToStart(): Promise<never> {
  return Promise.reject(new Error('No filters in Node'))
}
