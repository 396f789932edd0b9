import type { Bytes } from '@/lib/protocol/base64url'

const LENGTH_BYTES = 4

/**
 * Joins fields so that different fields never give the same bytes: each one behind its length (32 bits, big endian), text in UTF-8.
 * What is hashed, salted or bound here is written this way, its label first.
 */
export function encodeFields(...fields: readonly (string | Bytes)[]): Bytes {
  const encoder = new TextEncoder()
  const parts = fields.map((field) => (typeof field === 'string' ? encoder.encode(field) : field))
  const bytes = new Uint8Array(parts.reduce((length, part) => length + LENGTH_BYTES + part.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const part of parts) {
    view.setUint32(at, part.length)
    bytes.set(part, at + LENGTH_BYTES)
    at += LENGTH_BYTES + part.length
  }
  return bytes
}
