/**
 * A live recording has no duration in it: when its head was written nobody knew how long it would be. These two read how long it
 * became, and write that into the head, so that a player can show it and seek. WebM is EBML (RFC 8794) with the elements of Matroska
 * (RFC 9559).
 */

/** Element ids, with their length marker (RFC 8794, section 5). */
const SEGMENT = 0x18538067
const INFO = 0x1549a966
const TIMESTAMP_SCALE = 0x2ad7b1
const DURATION = 0x4489
const CLUSTER = 0x1f43b675
const TIMESTAMP = 0xe7
const SIMPLE_BLOCK = 0xa3
const BLOCK_GROUP = 0xa0
const BLOCK = 0xa1
/** Of one unit of time, where the head does not say: one millisecond (RFC 9559, section 5.1.2.9). */
const DEFAULT_SCALE_NS = 1_000_000

interface Element {
  readonly id: number
  readonly start: number
  /** Where its content begins and ends; the end is that of the bytes where it is unknown or lies beyond. */
  readonly content: number
  readonly end: number
  /** As of a stream that is still being written (RFC 8794, section 6.2). */
  readonly isSizeUnknown: boolean
  readonly isWhole: boolean
}

/** @returns The element at a place; null where there is none, or not all of its head. */
function readElement(bytes: Uint8Array, start: number, limit: number): Element | null {
  const idLength = Math.clz32(bytes[start] ?? 0) - 23
  const sizeLength = Math.clz32(bytes[start + idLength] ?? 0) - 23
  const content = start + idLength + sizeLength
  if (idLength > 4 || sizeLength > 8 || content > limit) return null
  const marked = readUint(bytes, start + idLength, sizeLength)
  const marker = 2 ** (7 * sizeLength)
  const isSizeUnknown =
    marked === marker * 2 - 1 || (sizeLength === 8 && bytes[start + idLength + 1] === 0xff)
  const end = isSizeUnknown ? limit : content + marked - marker
  return {
    id: readUint(bytes, start, idLength),
    start,
    content,
    end: Math.min(end, limit),
    isSizeUnknown,
    isWhole: end <= limit,
  }
}

function* readChildren(bytes: Uint8Array, start: number, limit: number): Generator<Element> {
  for (let place = start; place < limit; ) {
    const element = readElement(bytes, place, limit)
    if (element === null) return
    yield element
    place = element.end
  }
}

function readUint(bytes: Uint8Array, start: number, length: number): number {
  let value = 0
  for (const byte of bytes.subarray(start, start + length)) value = value * 256 + byte
  return value
}

interface Head {
  readonly info: Element
  readonly fields: readonly Element[]
  readonly scaleNs: number
}

/** @returns Null where the bytes are not the head of a live recording. */
function readHead(bytes: Uint8Array): Head | null {
  const [, segment] = readChildren(bytes, 0, bytes.length)
  if (segment?.id !== SEGMENT || !segment.isSizeUnknown) return null
  const [first, second] = readChildren(bytes, segment.content, bytes.length)
  const info = [first, second].find((element) => element?.id === INFO)
  if (info === undefined || !info.isWhole) return null
  const fields = [...readChildren(bytes, info.content, info.end)]
  const scale = fields.find(({ id }) => id === TIMESTAMP_SCALE)
  const scaleNs =
    scale === undefined ? DEFAULT_SCALE_NS : readUint(bytes, scale.content, scale.end - scale.content)
  return { info, fields, scaleNs }
}

/**
 * Finds the time of the last picture or sound.
 * @param head the beginning of the recording
 * @param tail its end, from anywhere before its last cluster on; may be broken off
 * @returns Milliseconds from the beginning; null where there is no whole block in the tail.
 */
export function readEndMs(head: Uint8Array, tail: Uint8Array): number | null {
  const scaleNs = readHead(head)?.scaleNs ?? DEFAULT_SCALE_NS
  for (let place = tail.length - 4; place >= 0; place -= 1) {
    if (readUint(tail, place, 4) !== CLUSTER) continue
    const cluster = readElement(tail, place, tail.length)
    const end = cluster === null ? null : readClusterEnd(tail, cluster)
    if (end !== null) return (end * scaleNs) / 1_000_000
  }
  return null
}

/** @returns The latest time of a block, in the head's units; null where there is none, as where the bytes only look like a cluster. */
function readClusterEnd(bytes: Uint8Array, cluster: Element): number | null {
  let base: number | null = null
  let latest: number | null = null
  const read = (start: number, limit: number) => {
    for (const { id, content, end, isWhole } of readChildren(bytes, start, limit)) {
      if (!isWhole) return
      if (id === TIMESTAMP) base = readUint(bytes, content, end - content)
      else if (id === BLOCK_GROUP) read(content, end)
      else if ((id === SIMPLE_BLOCK || id === BLOCK) && base !== null) {
        // Behind the track's number, of one byte for the first 127 (RFC 9559, section 10.1).
        const relative = new DataView(bytes.buffer, bytes.byteOffset + content + 1, 2).getInt16(0)
        latest = Math.max(latest ?? 0, base + relative)
      }
    }
  }
  read(cluster.content, cluster.end)
  return latest
}

/**
 * Writes the duration into a recording's head. Nothing behind it refers to places in the file, so the rest may stay as it is.
 * @returns The head to put in the place of this one; the same where it is not understood.
 */
export function withDuration(head: Uint8Array<ArrayBuffer>, durationMs: number): Uint8Array<ArrayBuffer> {
  const found = readHead(head)
  if (found === null) return head
  const { info, fields, scaleNs } = found
  const kept = fields.filter(({ id }) => id !== DURATION).map(({ start, end }) => head.subarray(start, end))
  const duration = new DataView(new ArrayBuffer(11))
  duration.setUint16(0, DURATION)
  duration.setUint8(2, 0x88)
  duration.setFloat64(3, (durationMs * 1_000_000) / scaleNs)
  const size = kept.reduce((sum, field) => sum + field.length, duration.byteLength)
  const start = new DataView(new ArrayBuffer(8))
  start.setUint32(0, INFO)
  start.setUint32(4, 0x10000000 + size)
  return concatenate([head.subarray(0, info.start), start, ...kept, duration, head.subarray(info.end)])
}

function concatenate(
  parts: readonly (Uint8Array<ArrayBuffer> | DataView<ArrayBuffer>)[],
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let place = 0
  for (const part of parts) {
    whole.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), place)
    place += part.byteLength
  }
  return whole
}
