import type { Clock } from '@/lib/browser/peer/clock'
import type { FileEndCode, FileMessage } from '@/lib/protocol/file-messages'
import type { ParticipantId, TransferId } from '@/lib/protocol/ids'
import type { Chunk } from './chunk'
import { cleanFileName } from './file-name'
import { IncomingFile } from './incoming-file'
import type { OpenSink } from './sinks'
import { isOver, type Transfer, type TransferEndCode, type TransferStatus } from './transfer'

/** What one participant may have on offer at a time, and what is kept of what is over. */
const MAX_OPEN = 32
/** A page that came back offers again at once; one that was loaded anew has forgotten. */
const OFFER_AGAIN_MS = 15_000

export interface ReceivingSideOptions {
  readonly participantId: ParticipantId
  readonly clock: Clock
  readonly openSink: OpenSink
  readonly say: (message: FileMessage) => boolean
  readonly onChange: () => void
}

interface Received {
  readonly id: TransferId
  readonly name: string
  readonly size: number
  /** null: not accepted. */
  file: IncomingFile | null
  status: TransferStatus
  /** The request that is being answered; null: none on this link. */
  run: number | null
  isOpening: boolean
  isPausedHere: boolean
  isPausedThere: boolean
  code: TransferEndCode | null
  sha256: string | null
  content: Blob | null
}

/** Owns what one participant offers: nothing is stored before the person accepts, and after a broken link the rest is asked for. */
export class ReceivingSide {
  readonly #options: ReceivingSideOptions
  readonly #received = new Map<TransferId, Received>()
  #lastRun = 0
  #offerTimer: number | null = null

  constructor(options: ReceivingSideOptions) {
    this.#options = options
  }

  get transfers(): readonly Transfer[] {
    const { participantId } = this.#options
    return [...this.#received.values()].map((one) => ({
      id: one.id,
      participantId,
      direction: 'in',
      name: one.name,
      size: one.size,
      status: one.status === 'running' && (one.isPausedHere || one.isPausedThere) ? 'paused' : one.status,
      bytes: one.status === 'done' ? one.size : (one.file?.stored ?? 0),
      isPausedHere: one.isPausedHere,
      isPausedThere: one.isPausedThere,
      code: one.code,
      sha256: one.sha256,
      content: one.content,
    }))
  }

  receive(message: FileMessage): void {
    if (message.kind === 'file-offer') {
      this.#takeOffer(message)
      return
    }
    const one = this.#received.get(message.id)
    if (one === undefined || isOver(one)) return
    if (message.kind === 'file-pause') one.isPausedThere = message.isPaused
    if (message.kind === 'file-abort') this.#end(one, message.code)
    if (message.kind === 'file-end') void this.#finish(one, message.sha256)
    this.#options.onChange()
  }

  takeChunk(chunk: Chunk): void {
    const one = [...this.#received.values()].find(({ run }) => run === chunk.run)
    if (one?.file == null || isOver(one)) return
    if (!one.file.take(chunk)) this.#abort(one, 'file-damaged')
  }

  /** Where the person is asked for a place, this needs the press of a button. */
  async accept(id: TransferId): Promise<void> {
    const one = this.#received.get(id)
    if (one === undefined || one.file !== null || one.isOpening || isOver(one)) return
    one.isOpening = true
    const sink = await this.#options.openSink(one)
    one.isOpening = false
    if (sink === 'cancelled') return
    if (typeof sink === 'string') {
      this.#abort(one, sink)
      return
    }
    if (isOver(one)) {
      await sink.discard().catch(() => undefined)
      return
    }
    one.file = new IncomingFile(id, one.size, sink, {
      onStored: (offset) => {
        this.#options.say({ kind: 'file-stored', id, offset })
        this.#options.onChange()
      },
      onUnwritable: () => this.#abort(one, 'file-unwritable'),
    })
    this.#request(one)
  }

  decline(id: TransferId): void {
    const one = this.#received.get(id)
    if (one?.status !== 'offered') return
    one.status = 'declined'
    this.#options.say({ kind: 'file-decline', id })
    this.#options.onChange()
  }

  pause(id: TransferId, isPaused: boolean): void {
    const one = this.#received.get(id)
    if (one?.file == null || isOver(one)) return
    one.isPausedHere = isPaused
    if (isPaused) this.#options.say({ kind: 'file-pause', id, isPaused })
    else if (one.status !== 'waiting') this.#request(one)
    this.#options.onChange()
  }

  stop(id: TransferId): void {
    const one = this.#received.get(id)
    if (one !== undefined && !isOver(one)) this.#abort(one, 'file-stopped')
  }

  forget(id: TransferId): void {
    const one = this.#received.get(id)
    if (one === undefined || !isOver(one)) return
    this.#received.delete(id)
    this.#options.onChange()
  }

  /** What they still have they offer again; what they have forgotten is over. */
  handleLinked(): void {
    const { clock } = this.#options
    this.#stopTimer()
    this.#offerTimer = clock.setTimeout(() => {
      this.#offerTimer = null
      for (const one of this.#received.values())
        if (one.status === 'waiting') this.#end(one, 'file-withdrawn')
      this.#options.onChange()
    }, OFFER_AGAIN_MS)
  }

  handleUnlinked(): void {
    this.#stopTimer()
    for (const one of this.#received.values()) {
      one.run = null
      if (!isOver(one)) one.status = 'waiting'
    }
    this.#options.onChange()
  }

  close(): void {
    this.#stopTimer()
    for (const one of this.#received.values()) if (!isOver(one)) this.#end(one, 'file-peer-left')
    this.#options.onChange()
  }

  #takeOffer({ id, name, size }: Extract<FileMessage, { kind: 'file-offer' }>): void {
    const known = this.#received.get(id)
    if (known !== undefined) {
      this.#takeOfferAgain(known)
      return
    }
    if ([...this.#received.values()].filter((one) => !isOver(one)).length >= MAX_OPEN) {
      this.#options.say({ kind: 'file-abort', id, code: 'file-too-many' })
      return
    }
    this.#received.set(id, {
      id,
      name: cleanFileName(name),
      size,
      file: null,
      status: 'offered',
      run: null,
      isOpening: false,
      isPausedHere: false,
      isPausedThere: false,
      code: null,
      sha256: null,
      content: null,
    })
    this.#dropOldest()
    this.#options.onChange()
  }

  /** On another link: the receiver says how far they are. */
  #takeOfferAgain(one: Received): void {
    const { say } = this.#options
    if (one.status === 'done') say({ kind: 'file-received', id: one.id })
    else if (one.status === 'declined') say({ kind: 'file-decline', id: one.id })
    else if (one.status === 'ended') say({ kind: 'file-abort', id: one.id, code: 'file-stopped' })
    else if (one.file === null) one.status = 'offered'
    else if (one.run === null) this.#request(one)
    if (one.isPausedHere) say({ kind: 'file-pause', id: one.id, isPaused: true })
    this.#options.onChange()
  }

  #request(one: Received): void {
    if (one.file === null) return
    this.#lastRun += 1
    const { id, file } = one
    const isSaid = this.#options.say({
      kind: 'file-request',
      id,
      offset: file.received,
      run: this.#lastRun,
    })
    one.run = isSaid ? this.#lastRun : null
    one.status = isSaid ? 'running' : 'waiting'
    this.#options.onChange()
  }

  async #finish(one: Received, sha256: string): Promise<void> {
    if (one.file?.isComplete !== true || one.status === 'checking') return
    one.status = 'checking'
    const { isIntact, content } = await one.file.finish(sha256)
    if (isOver(one)) return
    if (!isIntact) {
      this.#abort(one, 'file-damaged')
      return
    }
    Object.assign(one, { status: 'done', sha256, content })
    this.#options.say({ kind: 'file-received', id: one.id })
    this.#options.onChange()
  }

  #abort(one: Received, code: FileEndCode): void {
    this.#options.say({ kind: 'file-abort', id: one.id, code })
    this.#end(one, code)
    this.#options.onChange()
  }

  #end(one: Received, code: TransferEndCode): void {
    if (isOver(one)) return
    Object.assign(one, { status: 'ended', code, run: null })
    void one.file?.discard()
  }

  /** Of what is over as many are kept as may be open. */
  #dropOldest(): void {
    const over = [...this.#received.values()].filter((one) => isOver(one) && one.content === null)
    for (const { id } of over.slice(0, Math.max(0, over.length - MAX_OPEN))) this.#received.delete(id)
  }

  #stopTimer(): void {
    if (this.#offerTimer !== null) this.#options.clock.clearTimeout(this.#offerTimer)
    this.#offerTimer = null
  }
}
