import { type Bytes, encodeBase64Url } from '@/lib/protocol/base64url'
import { encodeFields } from './fields'
import { decodeRoomKey } from './room-key'

/** What a passcode becomes (docs/protocol.md, S6), 256 bits in base64url each: neither tells the other, nor the passcode. */
export interface PasscodeBits {
  /** For the server: shows that the passcode is known. */
  readonly proof: string
  /** For `KeyRing.setPasscodeSecret`: never leaves those inside. */
  readonly secret: string
}

/** What OWASP recommends for PBKDF2-HMAC-SHA-256 (Password Storage Cheat Sheet): half a second of a phone, once a room. */
const ITERATIONS = 600_000
const HALF_BYTES = 32

/**
 * Stretches a passcode as somebody typed it: what looks the same (NFKC) and differs only in spaces around it is the same passcode.
 * Salted with the room's name and key, so that the server cannot try passcodes where it has not got the key.
 * @param room The room's name in its one form (J2).
 * @param roomKey null in a room without a key.
 * @throws TypeError for a room key of another form.
 */
export async function stretchPasscode(
  passcode: string,
  room: string,
  roomKey: string | null,
): Promise<PasscodeBits> {
  const salt = encodeFields('earshot passcode 1', room, roomKey === null ? '' : decodeRoomKey(roomKey))
  const bits = await stretch(passcode.normalize('NFKC').trim(), salt, ITERATIONS)
  return {
    proof: encodeBase64Url(bits.subarray(0, HALF_BYTES)),
    secret: encodeBase64Url(bits.subarray(HALF_BYTES)),
  }
}

/** @returns 512 bits of PBKDF2-HMAC-SHA-256 (RFC 8018 §5.2) over the text's UTF-8. */
export async function stretch(text: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const password = await crypto.subtle.importKey('raw', new TextEncoder().encode(text), 'PBKDF2', false, [
    'deriveBits',
  ])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, password, 2 * HALF_BYTES * 8))
}
