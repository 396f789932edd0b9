import { LIMITS } from '@/lib/protocol/limits'

/** Run (4 bytes) and offset (8 bytes), both big-endian and unsigned. */
const HEADER_BYTES = 12

/** How much of a file one chunk carries at most. */
export const CHUNK_CONTENT_BYTES = LIMITS.fileChunkBytes - HEADER_BYTES

/** A part of a file on its way. */
export interface Chunk {
  /** The request that it answers. */
  readonly run: number
  /** Where in the file it belongs. */
  readonly offset: number
  readonly content: Uint8Array<ArrayBuffer>
}

export function encodeChunk({ run, offset, content }: Chunk): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + content.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, run)
  view.setBigUint64(4, BigInt(offset))
  bytes.set(content, HEADER_BYTES)
  return bytes
}

/** @returns null where the bytes are no chunk. Its content is a view of the same memory. */
export function decodeChunk(bytes: ArrayBuffer): Chunk | null {
  if (bytes.byteLength <= HEADER_BYTES || bytes.byteLength > LIMITS.fileChunkBytes) return null
  const view = new DataView(bytes)
  const offset = view.getBigUint64(4)
  if (offset > BigInt(LIMITS.fileBytes)) return null
  return { run: view.getUint32(0), offset: Number(offset), content: new Uint8Array(bytes, HEADER_BYTES) }
}
