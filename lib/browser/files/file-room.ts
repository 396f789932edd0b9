import type { Clock } from '@/lib/browser/peer/clock'
import type { ParticipantId, TransferId } from '@/lib/protocol/ids'
import { type FileChannel, FileLane } from './file-lane'
import type { FileSource } from './outgoing-file'
import type { PaceSample } from './pacing'
import { countOpen } from './sending-side'
import type { OpenSink } from './sinks'
import { isOver, type Transfer } from './transfer'

/** What may be under way to one participant: as many as they take. */
const MAX_OPEN = 32
/** Progress is told no more often. */
const TOLD_EVERY_MS = 200

export interface FileRoomOptions {
  readonly clock: Clock
  readonly openSink: OpenSink
  readonly measure: (participantId: ParticipantId) => Promise<PaceSample>
  readonly onChange: (transfers: readonly Transfer[]) => void
}

/** Owns all transfers of one stay in a call. Loaded when the first file is offered, by whichever end. */
export class FileRoom {
  readonly #options: FileRoomOptions
  readonly #lanes = new Map<ParticipantId, FileLane>()
  #timer: number | null = null
  #isChanged = false

  constructor(options: FileRoomOptions) {
    this.#options = options
  }

  /** Offers files to each of these. @returns Whether all were; more than a bound are not. */
  offer(sources: readonly FileSource[], to: readonly ParticipantId[]): boolean {
    let isAll = true
    for (const participantId of to) {
      const lane = this.#laneOf(participantId)
      const free = Math.max(0, MAX_OPEN - countOpen(lane.sending.transfers))
      for (const source of sources.slice(0, free)) lane.offer(source)
      isAll &&= sources.length <= free
    }
    return isAll
  }

  async accept(id: TransferId): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.receiving.accept(id)))
  }

  decline(id: TransferId): void {
    for (const lane of this.#lanes.values()) lane.receiving.decline(id)
  }

  pause(id: TransferId, isPaused: boolean): void {
    for (const lane of this.#lanes.values()) lane.pause(id, isPaused)
  }

  stop(id: TransferId): void {
    for (const lane of this.#lanes.values()) lane.stop(id)
  }

  forget(id: TransferId): void {
    for (const lane of this.#lanes.values()) lane.forget(id)
  }

  attach(participantId: ParticipantId, channel: FileChannel): void {
    this.#laneOf(participantId).attach(channel)
  }

  receive(participantId: ParticipantId, channel: FileChannel, data: string | ArrayBuffer): void {
    this.#laneOf(participantId).receive(channel, data)
  }

  handleDrained(participantId: ParticipantId): void {
    this.#lanes.get(participantId)?.handleDrained()
  }

  /** Who is in the call, and to whom there is a link. What concerns those who are gone is over; it stays on the list. */
  retain(present: ReadonlySet<ParticipantId>, linked: ReadonlySet<ParticipantId>): void {
    for (const [id, lane] of this.#lanes) {
      if (!linked.has(id)) lane.detach()
      if (present.has(id)) continue
      lane.close()
      if (lane.transfers.length === 0) this.#lanes.delete(id)
    }
  }

  close(): void {
    for (const lane of this.#lanes.values()) lane.close()
    this.#publish()
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer)
  }

  #laneOf(participantId: ParticipantId): FileLane {
    const known = this.#lanes.get(participantId)
    if (known !== undefined) return known
    const { clock, openSink, measure } = this.#options
    const lane = new FileLane({
      participantId,
      clock,
      openSink,
      measure: () => measure(participantId),
      onChange: () => this.#scheduleTelling(),
    })
    this.#lanes.set(participantId, lane)
    return lane
  }

  /** The first change is told at once, those that follow together. */
  #scheduleTelling(): void {
    this.#isChanged = true
    if (this.#timer !== null) return
    this.#publish()
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#timer = null
      if (this.#isChanged) this.#scheduleTelling()
    }, TOLD_EVERY_MS)
  }

  #publish(): void {
    this.#isChanged = false
    const transfers = [...this.#lanes.values()].flatMap((lane) => lane.transfers)
    const open = transfers.filter((transfer) => !isOver(transfer))
    this.#options.onChange([...open, ...transfers.filter(isOver)])
  }
}
