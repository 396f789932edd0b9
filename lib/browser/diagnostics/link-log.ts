import type { LinkConnection } from '@/lib/browser/peer/link-connection'
import type { LinkReport } from '@/lib/browser/peer/link-report'
import { EventLog } from './event-log'
import type { LinkEvent, LinkPreparedness, StateMachine } from './link-event'

export interface LinkLogOptions {
  readonly id: string
  readonly role: 'offerer' | 'answerer'
  readonly preparation: LinkPreparedness
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number
}

/** What one link went through, noted from outside: listens to its connection and takes its reports, and changes nothing. */
export class LinkLog {
  readonly id: string
  readonly role: 'offerer' | 'answerer'
  readonly #log: EventLog
  #connection: LinkConnection | null = null
  #hasFrame = false
  /** Nobody is to see a link by which nobody has answered (docs/protocol.md, P5). */
  #isHidden: boolean

  constructor({ id, role, preparation, now }: LinkLogOptions) {
    this.id = id
    this.role = role
    this.#log = new EventLog(now)
    this.#isHidden = preparation !== 'none'
    this.#log.note({ kind: 'requested', preparation })
  }

  /** Null before `observe`. For its statistics. */
  get connection(): LinkConnection | null {
    return this.#connection
  }

  get isClosed(): boolean {
    return this.#connection?.signalingState === 'closed'
  }

  /** A peer has taken part: the link is more than an offer that waits. */
  get hasPeer(): boolean {
    if (this.#isHidden) return false
    return this.#log.read().some((event) => event.kind === 'description' && event.side === 'remote')
  }

  read(): readonly LinkEvent[] {
    return this.#log.read()
  }

  noteReport(report: LinkReport): void {
    this.#log.note({ kind: 'report', report })
  }

  /** Somebody has answered by a link that was prepared. */
  noteAnswered(): void {
    this.#isHidden = false
    this.#log.note({ kind: 'answered' })
  }

  /** A picture of the peer shows. Only the first of a link is noted. */
  noteFrame(): void {
    if (this.#hasFrame) return
    this.#hasFrame = true
    this.#log.note({ kind: 'first-frame' })
  }

  /** @returns the same connection, from now on observed. */
  observe(connection: LinkConnection): LinkConnection {
    this.#connection = connection
    this.#log.note({ kind: 'created' })
    const watched: Record<StateMachine, string> = {
      signaling: connection.signalingState,
      gathering: connection.iceGatheringState,
      ice: connection.iceConnectionState,
      dtls: 'new',
      connection: connection.connectionState,
    }
    const note = (machine: StateMachine, state: string) => {
      const before = watched[machine]
      if (state === before) return
      watched[machine] = state
      this.#log.note({ kind: 'state', machine, state })
    }
    // DTLS tells of itself by the connection's state; its own events would need a transport, which comes late.
    const noteDtls = () => note('dtls', connection.sctp?.transport.state ?? watched.dtls)
    connection.addEventListener('signalingstatechange', () => {
      this.#noteDescription(connection, watched.signaling)
      note('signaling', connection.signalingState)
    })
    connection.addEventListener('icegatheringstatechange', () =>
      note('gathering', connection.iceGatheringState),
    )
    connection.addEventListener('iceconnectionstatechange', () => {
      note('ice', connection.iceConnectionState)
      noteDtls()
    })
    connection.addEventListener('connectionstatechange', () => {
      noteDtls()
      note('connection', connection.connectionState)
    })
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null || candidate.candidate === '') return
      this.#log.note({ kind: 'candidate', candidate: candidate.candidate, sdpMid: candidate.sdpMid })
    })
    connection.addEventListener('icecandidateerror', ({ errorCode, url }) =>
      this.#log.note({ kind: 'candidate-error', errorCode, url }),
    )
    connection.addEventListener('track', ({ track }) => this.#log.note({ kind: 'track', media: track.kind }))
    return connection
  }

  /** Which description made the signaling state change (RFC 8829 §3.2). A rollback sets none. */
  #noteDescription(connection: LinkConnection, before: string): void {
    const { signalingState: after } = connection
    const isLocal = after === 'have-local-offer' || before === 'have-remote-offer'
    const isRemote = after === 'have-remote-offer' || before === 'have-local-offer'
    if (isLocal === isRemote) return
    const description = isLocal
      ? connection.localDescription
      : (connection.pendingRemoteDescription ?? connection.currentRemoteDescription)
    if (description === null) return
    const { type, sdp } = description
    this.#log.note({ kind: 'description', side: isLocal ? 'local' : 'remote', type, sdp })
  }
}
