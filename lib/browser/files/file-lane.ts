import type { Clock } from '@/lib/browser/peer/clock'
import { FileMessage } from '@/lib/protocol/file-messages'
import type { ParticipantId, TransferId } from '@/lib/protocol/ids'
import { decodeChunk } from './chunk'
import type { FileSource } from './outgoing-file'
import type { PaceSample } from './pacing'
import { ReceivingSide } from './receiving-side'
import { SendingSide } from './sending-side'
import type { OpenSink } from './sinks'
import type { Transfer } from './transfer'

/** The part of a link's channel for files that a lane uses. */
export interface FileChannel {
  readonly isOpen: boolean
  readonly bufferedBytes: number
  send(data: string | Uint8Array<ArrayBuffer>): boolean
}

export interface FileLaneOptions {
  readonly participantId: ParticipantId
  readonly clock: Clock
  readonly openSink: OpenSink
  readonly measure: () => Promise<PaceSample>
  readonly onChange: () => void
}

/** Owns all transfers with one participant, over whatever link there is to them (docs/protocol.md, F1–F9). */
export class FileLane {
  readonly sending: SendingSide
  readonly receiving: ReceivingSide
  #channel: FileChannel | null = null

  constructor(options: FileLaneOptions) {
    const { participantId, clock, openSink, measure, onChange } = options
    const say = (message: FileMessage) => this.#channel?.send(JSON.stringify(message)) ?? false
    this.sending = new SendingSide({
      participantId,
      clock,
      channel: () => this.#channel,
      say,
      measure,
      onChange,
    })
    this.receiving = new ReceivingSide({ participantId, clock, openSink, say, onChange })
  }

  get transfers(): readonly Transfer[] {
    return [...this.receiving.transfers, ...this.sending.transfers]
  }

  offer(source: FileSource): void {
    this.sending.offer(source)
  }

  /** There is an open channel: the same one or, after a broken link, another. */
  attach(channel: FileChannel): void {
    if (channel === this.#channel) return
    this.detach()
    this.#channel = channel
    this.receiving.handleLinked()
    this.sending.handleLinked()
  }

  /** The link is gone; the participant may come back. */
  detach(): void {
    if (this.#channel === null) return
    this.#channel = null
    this.receiving.handleUnlinked()
    this.sending.handleUnlinked()
  }

  handleDrained(): void {
    this.sending.pump()
  }

  /** Takes what came on the channel that is in use. */
  receive(channel: FileChannel, data: string | ArrayBuffer): void {
    if (channel !== this.#channel) return
    if (typeof data !== 'string') {
      const chunk = decodeChunk(data)
      if (chunk !== null) this.receiving.takeChunk(chunk)
      return
    }
    const message = parseFileMessage(data)
    if (message === null) return
    if (message.kind === 'file-offer' || message.kind === 'file-end') this.receiving.receive(message)
    else if (message.kind === 'file-pause' || message.kind === 'file-abort') {
      this.receiving.receive(message)
      this.sending.receive(message)
    } else this.sending.receive(message)
  }

  pause(id: TransferId, isPaused: boolean): void {
    this.sending.pause(id, isPaused)
    this.receiving.pause(id, isPaused)
  }

  /** Ends a transfer on both sides. */
  stop(id: TransferId): void {
    this.sending.stop(id)
    this.receiving.stop(id)
  }

  /** Takes a transfer that is over off the list. */
  forget(id: TransferId): void {
    this.sending.forget(id)
    this.receiving.forget(id)
  }

  /** The participant is gone for good, or we are. */
  close(): void {
    this.#channel = null
    this.sending.close()
    this.receiving.close()
  }
}

/** @returns null where the text is no message about files. */
function parseFileMessage(text: string): FileMessage | null {
  try {
    const result = FileMessage.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
