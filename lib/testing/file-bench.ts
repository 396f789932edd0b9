import { createHash } from 'node:crypto'
import { type FileChannel, FileLane } from '@/lib/browser/files/file-lane'
import type { FileSink, SinkRefusal } from '@/lib/browser/files/file-sink'
import type { FileSource } from '@/lib/browser/files/outgoing-file'
import type { PaceSample } from '@/lib/browser/files/pacing'
import type { Transfer } from '@/lib/browser/files/transfer'
import { createRandomId } from '@/lib/protocol/ids'
import { FakeClock } from './peer-fake-clock'

/** A file of any size that is made as it is read, so that a test does not hold it. */
export function createSource(name: string, size: number): FileSource {
  return {
    name,
    size,
    type: 'application/octet-stream',
    slice: (start, end) => ({ arrayBuffer: async () => makeBytes(start, end).buffer }),
  }
}

/** A prime: no two chunks, blocks or windows begin at the same place of the pattern. */
const PATTERN_BYTES = 1_048_573
const PATTERN = createPattern()

function createPattern(): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(PATTERN_BYTES / 4))
  for (let index = 0; index < words.length; index += 1) words[index] = Math.imul(index + 1, 0x9e3779b1)
  return new Uint8Array(words.buffer, 0, PATTERN_BYTES)
}

/** Every byte follows from its place. Copied, for a test has better things to do than to calculate. */
function makeBytes(start: number, end: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(end - start)
  for (let at = start; at < end; ) {
    const part = PATTERN.subarray(at % PATTERN_BYTES, (at % PATTERN_BYTES) + end - at)
    bytes.set(part, at - start)
    at += part.byteLength
  }
  return bytes
}

/** The SHA-256 of a made file. */
export function hashOfSource(size: number): string {
  const hash = createHash('sha256')
  const step = 1_048_576
  for (let start = 0; start < size; start += step) hash.update(makeBytes(start, Math.min(size, start + step)))
  return hash.digest('hex')
}

/** A device that hashes what it is given and keeps none of it. */
export class FakeSink implements FileSink {
  readonly #hash = createHash('sha256')
  bytes = 0
  isDiscarded = false
  isFull = false
  sha256: string | null = null

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
    this.#hash.update(bytes)
    this.bytes += bytes.byteLength
  }

  async finish(): Promise<Blob | null> {
    this.sha256 = this.#hash.digest('hex')
    return null
  }

  async discard(): Promise<void> {
    this.isDiscarded = true
  }
}

/** One direction of a link's channel for files: what is sent arrives in order, as fast as the path is. */
class FakeFileChannel implements FileChannel {
  isOpen = true
  bufferedBytes = 0
  peakBufferedBytes = 0
  readonly #clock: FakeClock
  readonly #bytesPerMs: number
  readonly #deliver: (data: string | ArrayBuffer) => void
  readonly #onDrained: () => void
  #freeAt = 0

  constructor(
    clock: FakeClock,
    bytesPerMs: number,
    deliver: (data: string | ArrayBuffer) => void,
    onDrained: () => void,
  ) {
    this.#clock = clock
    this.#bytesPerMs = bytesPerMs
    this.#deliver = deliver
    this.#onDrained = onDrained
  }

  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false
    const size = data.length
    this.bufferedBytes += size
    this.peakBufferedBytes = Math.max(this.peakBufferedBytes, this.bufferedBytes)
    this.#freeAt = Math.max(this.#freeAt, this.#clock.now()) + size / this.#bytesPerMs
    this.#clock.setTimeout(() => {
      if (!this.isOpen) return
      this.bufferedBytes -= size
      this.#deliver(typeof data === 'string' ? data : data.slice().buffer)
      if (this.bufferedBytes <= 64_000) this.#onDrained()
    }, this.#freeAt - this.#clock.now())
    return true
  }
}

/** Ann and Bob with a link between them that a test breaks and mends. */
export class FileBench {
  readonly clock = new FakeClock()
  readonly sinks: FakeSink[] = []
  readonly ann: FileLane
  readonly bob: FileLane
  quality: PaceSample = { roundTripMs: 20, loss: 0 }
  /** What Bob's device answers instead of giving a place. */
  sinkRefusal: SinkRefusal | null = null
  #channels: readonly [FakeFileChannel, FakeFileChannel] | null = null
  readonly #bytesPerMs: number

  constructor(bytesPerMs = 50_000) {
    this.#bytesPerMs = bytesPerMs
    this.ann = this.#createLane()
    this.bob = this.#createLane()
    this.mend()
  }

  /** The channel that carries Ann's files. */
  get channel(): FakeFileChannel {
    if (this.#channels === null) throw new Error('no link')
    return this.#channels[0]
  }

  /** What has arrived at Bob's and is not in his sinks. */
  get sent(): Transfer | undefined {
    return this.ann.transfers[0]
  }

  get received(): Transfer | undefined {
    return this.bob.transfers[0]
  }

  /** What was under way is lost. */
  break(): void {
    for (const channel of this.#channels ?? []) channel.isOpen = false
    this.#channels = null
    this.ann.detach()
    this.bob.detach()
  }

  mend(): void {
    const there: FakeFileChannel = new FakeFileChannel(
      this.clock,
      this.#bytesPerMs,
      (data) => this.bob.receive(back, data),
      () => this.ann.handleDrained(),
    )
    const back: FakeFileChannel = new FakeFileChannel(
      this.clock,
      this.#bytesPerMs,
      (data) => this.ann.receive(there, data),
      () => this.bob.handleDrained(),
    )
    this.#channels = [there, back]
    this.ann.attach(there)
    this.bob.attach(back)
  }

  async acceptAll(): Promise<void> {
    await this.clock.advance(10)
    for (const { id } of this.bob.transfers) await this.bob.receiving.accept(id)
  }

  /** Lets time pass until something holds, at most ten minutes of it. */
  async until(holds: () => boolean): Promise<void> {
    for (let step = 0; step < 6_000 && !holds(); step += 1) await this.clock.advance(100)
    if (!holds()) throw new Error(`never came true: ${holds}, ${JSON.stringify([this.sent, this.received])}`)
  }

  #createLane(): FileLane {
    return new FileLane({
      participantId: createRandomId(),
      clock: this.clock,
      openSink: async () => {
        if (this.sinkRefusal !== null) return this.sinkRefusal
        const sink = new FakeSink()
        this.sinks.push(sink)
        return sink
      },
      measure: async () => this.quality,
      onChange: () => undefined,
    })
  }
}
