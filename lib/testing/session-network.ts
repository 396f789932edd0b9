import { type ConnectionPath, FakePeerConnection } from './fake-peer-connection'
import type { FakeClock } from './peer-fake-clock'
import type { FakeData, FakeDataChannel } from './peer-fake-data-channel'
import { FakePath, type PathEnd } from './peer-fake-path'

/**
 * Owns the ways between the fake connections of several pages. Two find each other as with ICE: by the credentials that each has of the
 * other in its descriptions, whichever way these came.
 */
export class SessionNetwork {
  readonly #clock: FakeClock
  readonly #unpaired = new Set<Junction>()
  /** Whether what goes over data channels is lost. */
  isLosingData = false

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  createConnection(configuration: RTCConfiguration): FakePeerConnection {
    const path = new Junction(
      (junction) => this.#pair(junction),
      () => this.isLosingData,
    )
    this.#unpaired.add(path)
    return new FakePeerConnection({ clock: this.#clock, path, configuration })
  }

  #pair(junction: Junction): void {
    if (junction.isClosed) this.#unpaired.delete(junction)
    const other = [...this.#unpaired].find((candidate) => junction.isMeantFor(candidate))
    if (other === undefined) return
    const path = new FakePath(this.#clock)
    for (const end of [other, junction]) {
      this.#unpaired.delete(end)
      end.join(path)
    }
  }
}

/** Where a connection meets the network: nothing passes before the other end is found, then everything goes over their path. */
class Junction implements ConnectionPath {
  readonly #onUpdate: (junction: Junction) => void
  readonly #isLosing: () => boolean
  #end: PathEnd | null = null
  #path: FakePath | null = null
  isClosed = false

  constructor(onUpdate: (junction: Junction) => void, isLosing: () => boolean) {
    this.#onUpdate = onUpdate
    this.#isLosing = isLosing
  }

  /** Whether each of the two has the other's credentials. */
  isMeantFor(other: Junction): boolean {
    const [own, theirs] = [this.#end?.credentials, other.#end?.credentials]
    if (this.isClosed || own == null || theirs == null || own.local === null) return false
    return own.local === theirs.remote && own.remote === theirs.local
  }

  join(path: FakePath): void {
    this.#path = path
    if (this.#end !== null) path.attach(this.#end)
    path.update()
  }

  attach(end: PathEnd): void {
    this.#end = end
  }

  update(): void {
    if (this.#path === null) this.#onUpdate(this)
    else this.#path.update()
  }

  transmit(from: PathEnd, channel: FakeDataChannel, data: FakeData): void {
    if (!this.#isLosing()) this.#path?.transmit(from, channel, data)
  }

  detach(end: PathEnd, channelIds: readonly number[]): void {
    this.isClosed = true
    if (this.#path === null) this.#onUpdate(this)
    else this.#path.detach(end, channelIds)
  }

  arrivalsAt(end: PathEnd): number {
    return this.#path?.arrivalsAt(end) ?? 0
  }

  get answeredChecks(): number {
    return this.#path?.answeredChecks ?? 0
  }
}
