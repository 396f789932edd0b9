import type { FakeClock } from './peer-fake-clock'
import type { FakeData, FakeDataChannel } from './peer-fake-data-channel'

/** What the path must know of a connection at one of its ends. */
export interface PathEnd {
  /** Own and remote fragment of the descriptions in force, null where one is missing. */
  readonly credentials: { readonly local: string | null; readonly remote: string | null }
  /** Whether a candidate of the remote generation in force was added. */
  readonly hasRemoteCandidate: boolean
  readonly channelIds: readonly number[]
  channel(id: number): FakeDataChannel | undefined
  setConnectionState(state: RTCPeerConnectionState): void
}

const LATENCY_MS = 20
/** Of a pair that is in doubt. */
const CHECK_EVERY_MS = 300
/** As Chromium shows it, measured. */
const DISCONNECTED_AFTER_MS = 6_000
const FAILED_AFTER_MS = 15_000

interface Parcel {
  readonly channel: FakeDataChannel
  readonly data: FakeData
}

/**
 * The network between two fake connections: it connects them once their credentials match and each has a candidate,
 * carries data channels in order, and breaks in the ways that real ones do.
 */
export class FakePath {
  readonly #clock: FakeClock
  readonly #ends: PathEnd[] = []
  /** Per sending end: nothing gets through. */
  readonly #blocked = [false, false]
  /** Pairs of generations whose addresses are gone for good. */
  readonly #dead = new Set<string>()
  readonly #stuck: Parcel[][] = [[], []]
  readonly #arrivals = [0, 0]
  /** The pair of generations in use. It carries on during a restart, until the new one takes over (RFC 8445 §9). */
  #selected: string | null = null
  /** Off: the peer's data channels never open, as behind a broken SCTP. */
  opensChannels = true
  /** Checks are answered whatever else gets through, as on a pair that works and that the peer does not send by. */
  answersChecks = false
  #isConnected = false
  #checkTimer: number | null = null
  #deathTimers: number[] = []

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  attach(end: PathEnd): void {
    if (this.#ends.length >= 2) throw new Error('a path has two ends')
    this.#ends.push(end)
  }

  /** Nothing gets through, one way or both; the addresses stay. */
  block(isBlocked: boolean, from: 'both' | 0 | 1 = 'both'): void {
    for (const end of [0, 1]) if (from === 'both' || from === end) this.#blocked[end] = isBlocked
    this.update()
  }

  /** An address has changed: what is in force is dead, and only new credentials bring a path again. */
  breakUntilRestart(): void {
    if (this.#selected !== null) this.#dead.add(this.#selected)
    this.#dead.add(this.#pairName)
    this.update()
  }

  /** How many packets have come in at an end. */
  arrivalsAt(end: PathEnd): number {
    return this.#arrivals[this.#ends.indexOf(end)] ?? 0
  }

  /** How many checks have been answered so far. */
  get answeredChecks(): number {
    return this.answersChecks ? Math.floor(this.#clock.now() / CHECK_EVERY_MS) : 0
  }

  /** Something that connectivity depends on has changed. */
  update(): void {
    const isCandidate = this.#isMatched && !this.#dead.has(this.#pairName) && !this.#blocked.includes(true)
    if (isCandidate && this.#selected !== this.#pairName) this.#check()
    if (this.#isAlive(0) && this.#isAlive(1)) this.#revive()
    else if (this.#isConnected) this.#startDying()
    for (const from of [0, 1]) if (this.#isAlive(from)) this.#flush(from)
  }

  transmit(from: PathEnd, channel: FakeDataChannel, data: FakeData): void {
    const index = this.#ends.indexOf(from)
    if (this.#isAlive(index)) this.#deliver(index, { channel, data })
    else if (channel.isReliable) this.#stuck[index]?.push({ channel, data })
    else channel.noteLeft(data)
  }

  /** An end has closed and answers no check any more; the other one's channels close as well, if the news gets through. */
  detach(end: PathEnd, channelIds: readonly number[]): void {
    const index = this.#ends.indexOf(end)
    const peer = this.#ends[1 - index]
    if (this.#isAlive(index)) {
      this.#clock.setTimeout(() => {
        for (const id of channelIds) peer?.channel(id)?.close()
      }, LATENCY_MS)
    }
    if (this.#selected !== null) this.#dead.add(this.#selected)
    this.#dead.add(this.#pairName)
    this.update()
  }

  get #pairName(): string {
    return this.#ends.map(({ credentials }) => credentials.local).join(' ')
  }

  get #isMatched(): boolean {
    const [a, b] = this.#ends
    if (a === undefined || b === undefined || a.credentials.local === null) return false
    return (
      a.credentials.local === b.credentials.remote &&
      b.credentials.local === a.credentials.remote &&
      a.hasRemoteCandidate &&
      b.hasRemoteCandidate
    )
  }

  #isAlive(from: number): boolean {
    return this.#selected !== null && !this.#dead.has(this.#selected) && this.#blocked[from] === false
  }

  /** A round of checks; if all is as before when it ends, the new pair is in use. */
  #check(): void {
    const name = this.#pairName
    this.#checkTimer ??= this.#clock.setTimeout(() => {
      this.#checkTimer = null
      const isReached = this.#isMatched && !this.#dead.has(name) && !this.#blocked.includes(true)
      if (isReached && name === this.#pairName) this.#selected = name
      this.update()
    }, LATENCY_MS)
  }

  #revive(): void {
    for (const timer of this.#deathTimers.splice(0)) this.#clock.clearTimeout(timer)
    if (this.#isConnected) return
    this.#isConnected = true
    for (const end of this.#ends) {
      end.setConnectionState('connected')
      if (this.opensChannels) for (const id of end.channelIds) end.channel(id)?.open()
    }
  }

  /** ICE keeps its state for a while after the last packet. */
  #startDying(): void {
    this.#isConnected = false
    const tell = (state: RTCPeerConnectionState) => () => {
      for (const end of this.#ends) end.setConnectionState(state)
    }
    this.#deathTimers = [
      this.#clock.setTimeout(tell('disconnected'), DISCONNECTED_AFTER_MS),
      this.#clock.setTimeout(tell('failed'), FAILED_AFTER_MS),
    ]
  }

  #flush(from: number): void {
    const stuck = this.#stuck[from] ?? []
    for (const parcel of stuck.splice(0)) this.#deliver(from, parcel)
  }

  #deliver(from: number, { channel, data }: Parcel): void {
    const to = 1 - from
    // Equal delays on a clock that keeps the order of equal times: the channel is ordered.
    this.#clock.setTimeout(() => {
      channel.noteLeft(data)
      this.#arrivals[to] = (this.#arrivals[to] ?? 0) + 1
      this.#ends[to]?.channel(channel.id)?.receive(data)
    }, LATENCY_MS)
  }
}
