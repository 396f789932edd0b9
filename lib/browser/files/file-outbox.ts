import type { Clock } from '@/lib/browser/peer/clock'
import type { TransferId } from '@/lib/protocol/ids'
import { encodeChunk } from './chunk'
import type { FileChannel } from './file-lane'
import type { OutgoingFile } from './outgoing-file'
import type { Pacer } from './pacer'

export interface FileOutboxOptions {
  readonly clock: Clock
  readonly pacer: Pacer
  /** null while there is no link. */
  readonly channel: () => FileChannel | null
  /** The file whose turn it is; undefined where none may go out. */
  readonly next: () => OutgoingFile | undefined
  /** The last byte of a file is on its way. */
  readonly onSent: (id: TransferId, sha256: string) => void
  /** The device does not give the file's bytes any more. */
  readonly onUnreadable: (id: TransferId) => void
}

/** Sends chunks of one file after the other: no more than the channel holds, the receiver stores and the call can bear. */
export class FileOutbox {
  readonly #options: FileOutboxOptions
  #isPumping = false
  #isWanted = false
  #timer: number | null = null

  constructor(options: FileOutboxOptions) {
    this.#options = options
  }

  /** Something that may let more out has changed. */
  async pump(): Promise<void> {
    this.#isWanted = true
    if (this.#isPumping) return
    this.#isPumping = true
    while (this.#isWanted) {
      this.#isWanted = false
      while (await this.#sendNext()) {
        // As long as something may go out.
      }
    }
    this.#isPumping = false
  }

  close(): void {
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer)
    this.#timer = null
  }

  /** @returns Whether to go on at once. */
  async #sendNext(): Promise<boolean> {
    const { pacer, channel: findChannel, next, onUnreadable } = this.#options
    const channel = findChannel()
    const file = next()
    if (channel?.isOpen !== true || file === undefined) return false
    if (file.isAtEnd) return this.#end(file)
    if (file.isWindowFull || channel.bufferedBytes > pacer.bufferLimit || this.#mustWait()) return false
    try {
      const chunk = await file.readChunk()
      if (chunk === null || next() !== file || findChannel() !== channel) return true
      const bytes = encodeChunk(chunk)
      if (!channel.send(bytes)) return false
      file.noteSent(chunk)
      pacer.spend(bytes.byteLength)
    } catch {
      onUnreadable(file.id)
    }
    return true
  }

  #end(file: OutgoingFile): boolean {
    file.finishEmpty()
    if (file.sha256 === null) return false
    this.#options.onSent(file.id, file.sha256)
    return true
  }

  #mustWait(): boolean {
    const { clock, pacer } = this.#options
    const delayMs = pacer.delayMs()
    if (delayMs <= 0) return false
    this.#timer ??= clock.setTimeout(() => {
      this.#timer = null
      void this.pump()
    }, delayMs)
    return true
  }
}
