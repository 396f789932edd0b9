import type { Clock } from '@/lib/browser/peer/clock'
import type { FileMessage } from '@/lib/protocol/file-messages'
import { createRandomId, type ParticipantId, type TransferId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import type { FileChannel } from './file-lane'
import { cleanFileName } from './file-name'
import { FileOutbox } from './file-outbox'
import { type FileSource, OutgoingFile } from './outgoing-file'
import { Pacer } from './pacer'
import type { PaceSample } from './pacing'
import { isOver, type Transfer, type TransferEndCode } from './transfer'

export interface SendingSideOptions {
  readonly participantId: ParticipantId
  readonly clock: Clock
  readonly channel: () => FileChannel | null
  /** @returns Whether the channel took it. */
  readonly say: (message: FileMessage) => boolean
  readonly measure: () => Promise<PaceSample>
  readonly onChange: () => void
}

interface Sent {
  readonly file: OutgoingFile
  readonly name: string
  isPausedHere: boolean
  isPausedThere: boolean
  /** The end was said on this link. */
  isEndSaid: boolean
  outcome: 'done' | 'declined' | TransferEndCode | null
}

/** Owns what is sent to one participant: offered, and as soon as they ask sent, one file after the other. */
export class SendingSide {
  readonly #options: SendingSideOptions
  readonly #sent = new Map<TransferId, Sent>()
  readonly #outbox: FileOutbox

  constructor(options: SendingSideOptions) {
    this.#options = options
    this.#outbox = new FileOutbox({
      clock: options.clock,
      pacer: new Pacer(() => options.clock.now(), options.measure),
      channel: options.channel,
      next: () => this.#active?.file,
      onSent: (id, sha256) => {
        const sent = this.#sent.get(id)
        if (sent !== undefined) sent.isEndSaid = options.say({ kind: 'file-end', id, sha256 })
        options.onChange()
      },
      onUnreadable: (id) => this.#abort(id, 'file-unreadable'),
    })
  }

  get transfers(): readonly Transfer[] {
    return [...this.#sent.values()].map((sent) => this.#describe(sent))
  }

  offer(source: FileSource): void {
    const file = new OutgoingFile(createRandomId(), source)
    const sent: Sent = {
      file,
      name: cleanFileName(source.name),
      isPausedHere: false,
      isPausedThere: false,
      isEndSaid: false,
      outcome: null,
    }
    this.#sent.set(file.id, sent)
    this.#sayOffer(sent)
    this.#options.onChange()
  }

  receive(message: FileMessage): void {
    const sent = this.#sent.get(message.id)
    if (sent === undefined || sent.outcome !== null) return
    switch (message.kind) {
      case 'file-request':
        sent.file.request(message.run, message.offset)
        sent.isPausedThere = false
        sent.isEndSaid = false
        break
      case 'file-stored':
        sent.file.noteStored(message.offset)
        break
      case 'file-pause':
        sent.isPausedThere = message.isPaused
        break
      case 'file-decline':
        sent.outcome = 'declined'
        break
      case 'file-received':
        if (sent.isEndSaid) sent.outcome = 'done'
        break
      case 'file-abort':
        sent.outcome = message.code
    }
    this.pump()
    this.#options.onChange()
  }

  pump(): void {
    void this.#outbox.pump()
  }

  pause(id: TransferId, isPaused: boolean): void {
    const sent = this.#sent.get(id)
    if (sent === undefined || sent.outcome !== null) return
    sent.isPausedHere = isPaused
    this.#options.say({ kind: 'file-pause', id, isPaused })
    this.pump()
    this.#options.onChange()
  }

  stop(id: TransferId): void {
    this.#abort(id, 'file-withdrawn')
  }

  forget(id: TransferId): void {
    if (this.#sent.get(id)?.outcome == null) return
    this.#sent.delete(id)
    this.#options.onChange()
  }

  /** What is not over is offered again: a receiver who has a part of it asks for the rest. */
  handleLinked(): void {
    for (const sent of this.#sent.values()) if (sent.outcome === null) this.#sayOffer(sent)
    this.#options.onChange()
  }

  handleUnlinked(): void {
    for (const sent of this.#sent.values()) {
      sent.file.forgetRequest()
      sent.isEndSaid = false
    }
    this.#options.onChange()
  }

  close(): void {
    this.#outbox.close()
    for (const sent of this.#sent.values()) sent.outcome ??= 'file-peer-left'
    this.#options.onChange()
  }

  /** The first that was accepted and that nobody has paused. */
  get #active(): Sent | undefined {
    return [...this.#sent.values()].find(
      (sent) =>
        sent.outcome === null &&
        sent.file.isRequested &&
        !sent.isEndSaid &&
        !sent.isPausedHere &&
        !sent.isPausedThere,
    )
  }

  #sayOffer({ file, name, isPausedHere }: Sent): void {
    const { say } = this.#options
    const { id, source } = file
    const type = source.type.length <= LIMITS.mediaTypeLength ? source.type : ''
    say({ kind: 'file-offer', id, name, size: source.size, type })
    if (isPausedHere) say({ kind: 'file-pause', id, isPaused: true })
  }

  #abort(id: TransferId, code: 'file-withdrawn' | 'file-unreadable'): void {
    const sent = this.#sent.get(id)
    if (sent === undefined || sent.outcome !== null) return
    sent.outcome = code
    this.#options.say({ kind: 'file-abort', id, code })
    this.pump()
    this.#options.onChange()
  }

  #describe(sent: Sent): Transfer {
    const { file, name, isPausedHere, isPausedThere, outcome } = sent
    const status = this.#statusOf(sent)
    return {
      id: file.id,
      participantId: this.#options.participantId,
      direction: 'out',
      name,
      size: file.source.size,
      status,
      bytes: status === 'done' ? file.source.size : file.stored,
      isPausedHere,
      isPausedThere,
      code: outcome === 'done' || outcome === 'declined' ? null : outcome,
      sha256: status === 'done' ? file.sha256 : null,
      content: null,
    }
  }

  #statusOf(sent: Sent): Transfer['status'] {
    if (sent.outcome === 'done' || sent.outcome === 'declined') return sent.outcome
    if (sent.outcome !== null) return 'ended'
    if (this.#options.channel() === null) return 'waiting'
    if (sent.isPausedHere || sent.isPausedThere) return 'paused'
    if (!sent.file.isRequested) return 'offered'
    if (sent.isEndSaid) return 'checking'
    return sent === this.#active ? 'running' : 'queued'
  }
}

/** How many transfers of a side are not over. */
export function countOpen(transfers: readonly Transfer[]): number {
  return transfers.filter((transfer) => !isOver(transfer)).length
}
