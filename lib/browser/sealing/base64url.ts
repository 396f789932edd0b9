/** Bytes that WebCrypto takes: never shared between threads. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Arguments of one call: far below what any engine's stack takes, and a description needs two or three. */
const CHUNK_BYTES = 8_192

/** Writes bytes in base64url without padding (RFC 4648 §5). */
export function encodeBase64Url(bytes: Bytes): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES))
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * Reads what `encodeBase64Url` writes and nothing else: no padding, no white space, no bits left over in the last character. So
 * different texts are never the same bytes.
 * @returns null for any other text.
 */
export function decodeBase64Url(text: string): Bytes | null {
  if (!/^[\w-]*$/.test(text) || !hasCanonicalEnd(text)) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/** One byte is written as 8 + 4 bits, two as 8 + 8 + 2: the bits that fill the last character up are zero. */
function hasCanonicalEnd(text: string): boolean {
  switch (text.length % 4) {
    case 0:
      return true
    case 2:
      return /[AQgw]$/.test(text)
    case 3:
      return /[AEIMQUYcgkosw048]$/.test(text)
    default:
      return false
  }
}
