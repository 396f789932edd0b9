import type { LinkDescription } from '@/lib/browser/peer/link-connection'
import {
  canReceive,
  canSend,
  createFakeSdpReader,
  type FakeSection,
  intersectDirections,
  reverseDirection,
  writeFakeSdp,
} from './peer-fake-sdp'
import { type FakeRemoteStream, FakeTransceiver } from './peer-fake-transceiver'

type TrackEvent = { readonly track: MediaStreamTrack; readonly streams: readonly MediaStream[] }

/** The synchronous heart of the fake connection: descriptions, transceivers, rollback (RFC 8829 §3.5, §4.1.10, §5). */
export class FakeJsep {
  readonly read = createFakeSdpReader()
  readonly #onTrack: (event: TrackEvent) => void
  readonly #onNeedChange: () => void
  readonly #remoteStreams = new Map<string, FakeRemoteStream>()
  /** One certificate for the connection's life (W3C WebRTC §4.4.1.1). */
  readonly #fingerprint = createFingerprint()
  /** Transceivers that only the pending offer gave a media section; rollback takes it from them. */
  #associatedByOffer: FakeTransceiver[] = []
  #credentialsToReplace = new Set<string>()
  #hasDataChannel = false
  #nextMid = 0
  transceivers: FakeTransceiver[] = []
  currentLocal: LinkDescription | null = null
  pendingLocal: LinkDescription | null = null
  currentRemote: LinkDescription | null = null
  pendingRemote: LinkDescription | null = null

  constructor(options: { readonly onTrack: (event: TrackEvent) => void; readonly onNeedChange: () => void }) {
    this.#onTrack = options.onTrack
    this.#onNeedChange = options.onNeedChange
  }

  get signalingState(): 'stable' | 'have-local-offer' | 'have-remote-offer' {
    if (this.pendingLocal !== null) return 'have-local-offer'
    return this.pendingRemote === null ? 'stable' : 'have-remote-offer'
  }

  addTransceiver(trackOrKind: MediaStreamTrack | string, init: RTCRtpTransceiverInit): FakeTransceiver {
    const kind = typeof trackOrKind === 'string' ? trackOrKind : trackOrKind.kind
    if (kind !== 'audio' && kind !== 'video') throw new TypeError('kind')
    const direction = init.direction ?? 'sendrecv'
    if (direction === 'stopped') throw new TypeError('direction')
    const transceiver = this.#createTransceiver({
      kind,
      direction,
      track: typeof trackOrKind === 'string' ? null : trackOrKind,
      streamIds: (init.streams ?? []).map(({ id }) => id),
    })
    transceiver.sender.encoding = init.sendEncodings?.[0] ?? {}
    this.#onNeedChange()
    return transceiver
  }

  addDataChannel(): void {
    this.#hasDataChannel = true
    this.#onNeedChange()
  }

  restartIce(): void {
    this.#credentialsToReplace = new Set(
      [this.currentLocal, this.pendingLocal]
        .filter((local) => local !== null)
        .map(({ sdp }) => this.read(sdp).usernameFragment),
    )
    this.#onNeedChange()
  }

  /** The implicit `setLocalDescription`. @returns The ICE fragment of what was set. */
  setLocal(): string {
    return this.signalingState === 'have-remote-offer' ? this.#setLocalAnswer() : this.#setLocalOffer()
  }

  setRemote({ type, sdp = '' }: RTCSessionDescriptionInit): void {
    switch (type) {
      case 'rollback':
        if (this.signalingState === 'stable')
          throw new DOMException('nothing to roll back', 'InvalidStateError')
        this.#rollBack()
        return
      case 'answer':
        this.#setRemoteAnswer(sdp)
        return
      case 'offer':
        this.read(sdp)
        if (this.pendingLocal !== null) this.#rollBack()
        this.#setRemoteOffer(sdp)
        return
      case 'pranswer':
        throw new TypeError('no pranswer here')
    }
  }

  /** A description with the candidates that were found for it. */
  describe({ type, sdp }: LinkDescription, candidates: readonly string[]): LinkDescription {
    return { type, sdp: writeFakeSdp(this.read(sdp), candidates) }
  }

  /** W3C WebRTC §4.7.3, "check if negotiation is needed". */
  get isNegotiationNeeded(): boolean {
    if (this.#credentialsToReplace.size > 0) return true
    const sections = this.#sectionsOf(this.currentLocal)
    if (this.#hasDataChannel && !sections.some(({ kind }) => kind === 'application')) return true
    return this.transceivers.some((transceiver) => this.#needsNegotiation(transceiver, sections))
  }

  #needsNegotiation(transceiver: FakeTransceiver, sections: readonly FakeSection[]): boolean {
    if (transceiver.isStopped) return false
    const section = sections.find(({ mid }) => mid === transceiver.mid)
    // One that is stopped without a media section needs negotiation for ever, by the letter and in Chromium: no offer
    // ever mentions it. A link must not let that happen.
    if (transceiver.isStopping || section === undefined) return true
    const { offeredDirection } = transceiver
    if (canSend(offeredDirection) && !isSameSet(section.streamIds, transceiver.sender.streamIds)) return true
    const remote = this.#sectionsOf(this.currentRemote).find(({ mid }) => mid === transceiver.mid)
    if (this.currentLocal?.type === 'offer') {
      return (
        section.direction !== offeredDirection &&
        (remote === undefined || reverseDirection(remote.direction) !== offeredDirection)
      )
    }
    const offered = reverseDirection(remote?.direction ?? 'inactive')
    return section.direction !== intersectDirections(offeredDirection, offered)
  }

  #setLocalOffer(): string {
    // An offer again while one is pending replaces it.
    if (this.pendingLocal !== null) this.#rollBack()
    const remote = this.#sectionsOf(this.currentRemote)
    const sections: FakeSection[] = this.#sectionsOf(this.currentLocal).map((section) => {
      const transceiver = this.#byMid(section.mid)
      if (section.kind === 'application') return section
      return transceiver === null || transceiver.isStopping
        ? { ...section, isRejected: true, direction: 'inactive', streamIds: [] }
        : sectionFor(transceiver, section.mid)
    })
    for (const transceiver of this.transceivers) {
      if (transceiver.mid !== null || transceiver.isStopping) continue
      transceiver.mid = this.#newMid()
      this.#associatedByOffer.push(transceiver)
      const free = sections.findIndex(
        (section, index) =>
          section.isRejected && remote[index]?.isRejected && this.#byMid(section.mid) === null,
      )
      const index = free === -1 ? sections.length : free
      sections[index] = sectionFor(transceiver, transceiver.mid)
    }
    if (this.#hasDataChannel && !sections.some(({ kind }) => kind === 'application')) {
      const mid = this.#newMid()
      sections.push({ kind: 'application', mid, isRejected: false, direction: 'sendrecv', streamIds: [] })
    }
    const usernameFragment = this.#nextFragment(false)
    this.pendingLocal = { type: 'offer', sdp: this.#write(usernameFragment, sections) }
    return usernameFragment
  }

  #setLocalAnswer(): string {
    const offer = this.pendingRemote
    if (offer === null) throw new DOMException('no offer', 'InvalidStateError')
    const offered = this.read(offer.sdp)
    const isRestart =
      this.currentRemote !== null &&
      this.read(this.currentRemote.sdp).usernameFragment !== offered.usernameFragment
    const usernameFragment = this.#nextFragment(isRestart)
    const sections = offered.sections.map((section): FakeSection => {
      if (section.kind === 'application') return section
      const transceiver = this.#byMid(section.mid)
      if (section.isRejected || transceiver === null || transceiver.isStopping) {
        return { ...section, isRejected: true, direction: 'inactive', streamIds: [] }
      }
      const direction = intersectDirections(transceiver.offeredDirection, reverseDirection(section.direction))
      const streamIds = canSend(direction) ? transceiver.sender.streamIds : []
      return { ...section, direction, streamIds }
    })
    this.currentLocal = { type: 'answer', sdp: this.#write(usernameFragment, sections) }
    this.currentRemote = offer
    this.pendingRemote = null
    this.#applyExchange(sections, (section) => section.direction)
    return usernameFragment
  }

  #setRemoteOffer(sdp: string): void {
    const { sections } = this.read(sdp)
    const known = this.#sectionsOf(this.currentLocal)
    if (sections.length < known.length)
      throw new DOMException('media sections are missing', 'InvalidAccessError')
    known.forEach((section, index) => {
      const isSame = sections[index]?.mid === section.mid
      if (!isSame && !section.isRejected)
        throw new DOMException('order of media sections', 'InvalidAccessError')
    })
    this.pendingRemote = { type: 'offer', sdp }
    for (const section of sections) {
      if (section.kind === 'application') continue
      let transceiver = this.#byMid(section.mid)
      if (transceiver === null && !section.isRejected) {
        transceiver = this.#createTransceiver({
          kind: section.kind,
          direction: 'recvonly',
          track: null,
          streamIds: [],
        })
        transceiver.mid = section.mid
      }
      if (transceiver !== null) this.#applyRemoteSection(transceiver, section)
    }
  }

  #setRemoteAnswer(sdp: string): void {
    const offer = this.pendingLocal
    if (offer === null) throw new DOMException('no offer to answer', 'InvalidStateError')
    const { sections } = this.read(sdp)
    const offered = this.#sectionsOf(offer)
    if (
      sections.length !== offered.length ||
      sections.some(({ mid }, index) => mid !== offered[index]?.mid)
    ) {
      throw new DOMException('answer to another offer', 'InvalidAccessError')
    }
    this.currentLocal = offer
    this.pendingLocal = null
    this.#associatedByOffer = []
    this.currentRemote = { type: 'answer', sdp }
    for (const section of sections) {
      const transceiver = this.#byMid(section.mid)
      if (section.kind !== 'application' && transceiver !== null)
        this.#applyRemoteSection(transceiver, section)
    }
    this.#applyExchange(sections, (section) => reverseDirection(section.direction))
  }

  #applyRemoteSection(transceiver: FakeTransceiver, section: FakeSection): void {
    if (section.isRejected) {
      transceiver.finishStop()
      return
    }
    const direction = reverseDirection(section.direction)
    const ids = canReceive(direction) ? section.streamIds : []
    const hasNewStream = transceiver.setRemoteStreams(ids, this.#remoteStreams)
    if (!transceiver.fire(direction, hasNewStream)) return
    const { track, streams } = transceiver.receiver
    this.#onTrack({ track, streams })
  }

  #applyExchange(
    sections: readonly FakeSection[],
    directionOf: (section: FakeSection) => FakeSection['direction'],
  ): void {
    for (const section of sections) {
      const transceiver = this.#byMid(section.mid)
      if (transceiver === null) continue
      if (section.isRejected) transceiver.finishStop()
      else transceiver.currentDirection = directionOf(section)
    }
    this.transceivers = this.transceivers.filter(({ isStopped }) => !isStopped)
    const fragment = this.read(this.currentLocal?.sdp ?? '').usernameFragment
    if (!this.#credentialsToReplace.has(fragment)) this.#credentialsToReplace.clear()
  }

  #rollBack(): void {
    for (const transceiver of this.#associatedByOffer) transceiver.mid = null
    this.#associatedByOffer = []
    this.pendingLocal = null
    this.pendingRemote = null
  }

  #createTransceiver(options: {
    readonly kind: 'audio' | 'video'
    readonly direction: FakeSection['direction']
    readonly track: MediaStreamTrack | null
    readonly streamIds: readonly string[]
  }): FakeTransceiver {
    const transceiver = new FakeTransceiver({ ...options, onChange: this.#onNeedChange })
    this.transceivers.push(transceiver)
    return transceiver
  }

  #byMid(mid: string): FakeTransceiver | null {
    return this.transceivers.find((transceiver) => transceiver.mid === mid) ?? null
  }

  #write(usernameFragment: string, sections: readonly FakeSection[]): string {
    return writeFakeSdp({ usernameFragment, fingerprint: this.#fingerprint, sections })
  }

  #nextFragment(isRestartByRemote: boolean): string {
    const current = this.currentLocal === null ? null : this.read(this.currentLocal.sdp).usernameFragment
    const isKept = current !== null && !isRestartByRemote && !this.#credentialsToReplace.has(current)
    return isKept ? current : crypto.randomUUID().slice(0, 8)
  }

  #sectionsOf(description: LinkDescription | null): readonly FakeSection[] {
    return description === null ? [] : this.read(description.sdp).sections
  }

  /** Never a mid that any description so far has used, whichever side made it (RFC 8829 §5.2.1). */
  #newMid(): string {
    const used = [this.currentLocal, this.currentRemote, this.pendingRemote].flatMap((description) =>
      this.#sectionsOf(description),
    )
    do this.#nextMid += 1
    while (used.some(({ mid }) => mid === String(this.#nextMid)))
    return String(this.#nextMid)
  }
}

function createFingerprint(): string {
  const digits = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) =>
    byte.toString(16).padStart(2, '0').toUpperCase(),
  )
  return `sha-256 ${digits.join(':')}`
}

function sectionFor(transceiver: FakeTransceiver, mid: string): FakeSection {
  return {
    kind: transceiver.kind,
    mid,
    isRejected: false,
    direction: transceiver.offeredDirection,
    streamIds: transceiver.sentStreamIds,
  }
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id))
}
