import type { Bytes } from '@/lib/protocol/base64url'

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
