import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import type { TransferId } from '@/lib/protocol/ids'
import { CHUNK_CONTENT_BYTES, type Chunk } from './chunk'
import { WINDOW_BYTES } from './transfer'

/** The part of a `File` that is read; the tests give one that is made as it is read. */
export interface FileSource {
  readonly name: string
  readonly size: number
  readonly type: string
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> }
}

/** Read at once: few reads, little memory. */
const BLOCK_BYTES = 262_144

/** Reads one file for one receiver: from where they ask, no further than they can store, and its hash on the way. */
export class OutgoingFile {
  readonly id: TransferId
  readonly source: FileSource
  /** The receiver's last request; null: none on this link. */
  #run: number | null = null
  #position = 0
  #stored = 0
  #block: { readonly start: number; readonly bytes: Uint8Array<ArrayBuffer> } | null = null
  readonly #hash = sha256.create()
  #hashed = 0
  #sha256: string | null = null

  constructor(id: TransferId, source: FileSource) {
    this.id = id
    this.source = source
  }

  /** What the receiver has stored. */
  get stored(): number {
    return this.#stored
  }

  get isRequested(): boolean {
    return this.#run !== null
  }

  /** Every byte was sent. */
  get isAtEnd(): boolean {
    return this.#position >= this.source.size
  }

  /** As much is under way as the receiver takes. */
  get isWindowFull(): boolean {
    return this.#position - this.#stored >= WINDOW_BYTES
  }

  /** The whole file's, once it was read to its end. */
  get sha256(): string | null {
    return this.#sha256
  }

  /** The receiver wants the bytes from `offset` on. Nobody can want more than was read and hashed. */
  request(run: number, offset: number): void {
    if (offset > this.#hashed) return
    this.#run = run
    this.#position = offset
    this.#stored = offset
  }

  noteStored(offset: number): void {
    if (offset <= this.#position) this.#stored = Math.max(this.#stored, offset)
  }

  /** The link is gone: nothing is sent before the receiver asks again. */
  forgetRequest(): void {
    this.#run = null
    this.#block = null
  }

  /**
   * Reads the next chunk without counting it as sent.
   * @returns null where there is none, or the receiver asked anew meanwhile.
   * @throws Where the device does not give the file any more.
   */
  async readChunk(): Promise<Chunk | null> {
    const run = this.#run
    const offset = this.#position
    if (run === null || this.isAtEnd) return null
    const block = await this.#blockAt(offset)
    if (this.#run !== run || this.#position !== offset) return null
    const from = offset - block.start
    return { run, offset, content: block.bytes.subarray(from, from + CHUNK_CONTENT_BYTES) }
  }

  noteSent({ offset, content }: Chunk): void {
    this.#position = offset + content.byteLength
    if (this.isAtEnd) this.#sha256 ??= bytesToHex(this.#hash.digest())
  }

  /** An empty file has no chunk that could end it. */
  finishEmpty(): void {
    if (this.source.size === 0) this.#sha256 ??= bytesToHex(this.#hash.digest())
  }

  async #blockAt(offset: number) {
    const known = this.#block
    if (known !== null && offset >= known.start && offset < known.start + known.bytes.byteLength) return known
    const end = Math.min(offset + BLOCK_BYTES, this.source.size)
    const bytes = new Uint8Array(await this.source.slice(offset, end).arrayBuffer())
    if (bytes.byteLength !== end - offset) throw new RangeError('the file changed while it was read')
    const block = { start: offset, bytes }
    this.#block = block
    // After a resumption some of it was hashed already.
    if (this.#hashed >= offset && this.#hashed < end) {
      this.#hash.update(bytes.subarray(this.#hashed - offset))
      this.#hashed = end
    }
    return block
  }
}
