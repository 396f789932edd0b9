import type { FileRoom } from '@/lib/browser/files/file-room'
import type { FileSource } from '@/lib/browser/files/outgoing-file'
import type { Transfer } from '@/lib/browser/files/transfer'
import type { BulkChannel } from '@/lib/browser/peer/bulk-channel'
import { readPathQuality } from '@/lib/browser/peer/path-quality'
import type { PeerLink } from '@/lib/browser/peer/peer-link'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { ParticipantId, TransferId } from '@/lib/protocol/ids'
import type { SessionEnvironment } from './session-environment'

export interface FileExchangeOptions {
  readonly environment: Pick<SessionEnvironment, 'clock' | 'storage' | 'createObjectUrl'>
  readonly linkTo: (participantId: ParticipantId) => Pick<PeerLink, 'files' | 'getStats'> | undefined
  readonly onEvent: (event: CallEvent) => void
  readonly onRefused: (code: string) => void
}

/** Wires files to the links that carry them. What it needs is fetched when the first file is offered, by whichever end. */
export class FileExchange {
  readonly #options: FileExchangeOptions
  readonly #channels = new Map<ParticipantId, BulkChannel>()
  /** Where received files can be saved from. */
  readonly #urls = new Map<TransferId, string>()
  #loading: Promise<FileRoom> | null = null
  #room: FileRoom | null = null
  #isClosed = false

  constructor(options: FileExchangeOptions) {
    this.#options = options
  }

  /** Offers files to everybody to whom there is a link, or to one. */
  async offer(sources: readonly FileSource[], only: ParticipantId | null): Promise<void> {
    const { onRefused } = this.#options
    const to = [...this.#channels.keys()].filter((id) => only === null || id === only)
    if (to.length === 0) {
      onRefused('file-nobody')
      return
    }
    const room = await this.#load()
    if (room === null) onRefused('file-unavailable')
    else if (!room.offer(sources, to)) onRefused('file-too-many')
  }

  async accept(id: TransferId): Promise<void> {
    await this.#room?.accept(id)
  }

  decline(id: TransferId): void {
    this.#room?.decline(id)
  }

  pause(id: TransferId, isPaused: boolean): void {
    this.#room?.pause(id, isPaused)
  }

  stop(id: TransferId): void {
    this.#room?.stop(id)
  }

  forget(id: TransferId): void {
    this.#room?.forget(id)
  }

  /** A link is up, for the first time or again. */
  handleLinked(participantId: ParticipantId): void {
    const channel = this.#options.linkTo(participantId)?.files
    if (channel === undefined || this.#channels.get(participantId) === channel) return
    this.#channels.set(participantId, channel)
    // Before what came meanwhile is taken: the peer may have seen the link come up first.
    if (channel.isOpen) this.#room?.attach(participantId, channel)
    channel.listen({
      onOpen: () => this.#room?.attach(participantId, channel),
      onData: (data) => this.#handleData(participantId, channel, data),
      onDrained: () => this.#room?.handleDrained(participantId),
    })
  }

  retain(present: ReadonlySet<ParticipantId>, linked: ReadonlySet<ParticipantId>): void {
    for (const id of [...this.#channels.keys()]) if (!linked.has(id)) this.#channels.delete(id)
    this.#room?.retain(present, linked)
  }

  close(): void {
    this.#isClosed = true
    this.#room?.close()
  }

  #handleData(participantId: ParticipantId, channel: BulkChannel, data: string | ArrayBuffer): void {
    if (this.#room !== null) {
      this.#room.receive(participantId, channel, data)
      return
    }
    // In their order: what waits for the same promise goes on in the order in which it began to wait.
    void this.#load().then((room) => room?.receive(participantId, channel, data))
  }

  /** @returns null where it cannot be had now, or the stay is over. */
  async #load(): Promise<FileRoom | null> {
    try {
      this.#loading ??= this.#create()
      const room = await this.#loading
      return this.#isClosed ? null : room
    } catch {
      // The server is away; the next file asks again.
      this.#loading = null
      return null
    }
  }

  async #create(): Promise<FileRoom> {
    const [rooms, sinks] = await Promise.all([
      import('@/lib/browser/files/file-room'),
      import('@/lib/browser/files/sinks'),
    ])
    const { environment, linkTo } = this.#options
    const room = new rooms.FileRoom({
      clock: environment.clock,
      openSink: sinks.createOpenSink(environment.storage),
      measure: async (participantId) => {
        const report = await linkTo(participantId)?.getStats()
        return report === undefined ? { roundTripMs: null, loss: null } : readPathQuality(report)
      },
      onChange: (transfers) => this.#tell(transfers),
    })
    for (const [id, channel] of this.#channels) if (channel.isOpen) room.attach(id, channel)
    this.#room = room
    return room
  }

  #tell(transfers: readonly Transfer[]): void {
    const files = transfers.map(({ content, ...transfer }) => ({
      ...transfer,
      url: content === null ? null : this.#urlOf(transfer.id, content),
    }))
    this.#options.onEvent({ type: 'files-changed', files })
  }

  #urlOf(id: TransferId, content: Blob): string {
    const url = this.#urls.get(id) ?? this.#options.environment.createObjectUrl(content)
    this.#urls.set(id, url)
    return url
  }
}
