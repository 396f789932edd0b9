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
