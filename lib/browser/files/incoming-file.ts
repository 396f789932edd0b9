import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import type { TransferId } from '@/lib/protocol/ids'
import type { Chunk } from './chunk'
import type { FileSink } from './file-sink'
import { WINDOW_BYTES } from './transfer'

/** Written at once: few writes, little memory. */
const WRITE_BYTES = 1_048_576

/** What an incoming file reports. */
export interface IncomingListener {
  readonly onStored: (offset: number) => void
  readonly onUnwritable: () => void
}

/** Takes one file's bytes in their order, hashes them and hands them to the device. */
export class IncomingFile {
  readonly id: TransferId
  readonly size: number
  readonly #sink: FileSink
  readonly #listener: IncomingListener
  readonly #hash = sha256.create()
  #pending: Uint8Array<ArrayBuffer>[] = []
  #pendingBytes = 0
  #received = 0
  #stored = 0
  #writing: Promise<void> = Promise.resolve()
  #isBroken = false

  constructor(id: TransferId, size: number, sink: FileSink, listener: IncomingListener) {
    this.id = id
    this.size = size
    this.#sink = sink
    this.#listener = listener
  }

  /** Where the next byte belongs: from there the rest is asked for. */
  get received(): number {
    return this.#received
  }

  get stored(): number {
    return this.#stored
  }

  get isComplete(): boolean {
    return this.#received === this.size
  }

  /** @returns Whether the chunk was the next one and within what the receiver takes at once. */
  take({ offset, content }: Chunk): boolean {
    const end = offset + content.byteLength
    if (offset !== this.#received || end > this.size) return false
    if (end - this.#stored > WINDOW_BYTES + content.byteLength) return false
    this.#hash.update(content)
    this.#received = end
    this.#pending.push(content)
    this.#pendingBytes += content.byteLength
    if (this.#pendingBytes >= WRITE_BYTES || this.isComplete) this.#flush()
    return true
  }

  /** @returns Whether the whole file was stored and is the one that was sent; and its content where it is not in its place yet. */
  async finish(expected: string): Promise<{ readonly isIntact: boolean; readonly content: Blob | null }> {
    const actual = bytesToHex(this.#hash.digest())
    await this.#writing
    if (this.#isBroken || actual !== expected) {
      await this.discard()
      return { isIntact: false, content: null }
    }
    return { isIntact: true, content: await this.#sink.finish() }
  }

  /** Removes what was stored. */
  async discard(): Promise<void> {
    this.#pending = []
    await this.#writing
    await this.#sink.discard().catch(() => undefined)
  }

  #flush(): void {
    const merged = new Uint8Array(this.#pendingBytes)
    let offset = 0
    for (const part of this.#pending) {
      merged.set(part, offset)
      offset += part.byteLength
    }
    this.#pending = []
    this.#pendingBytes = 0
    this.#writing = this.#writing.then(() => this.#write(merged))
  }

  async #write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#isBroken) return
    try {
      await this.#sink.write(bytes)
      this.#stored += bytes.byteLength
      this.#listener.onStored(this.#stored)
    } catch {
      this.#isBroken = true
      this.#listener.onUnwritable()
    }
  }
}
