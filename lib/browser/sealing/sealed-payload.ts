import { type Bytes, encodeBase64Url } from '@/lib/protocol/base64url'
import { LIMITS } from '@/lib/protocol/limits'
import { decodeBase64Url } from './base64url'
import { encodeFields } from './fields'
import type { SealingKey } from './key-derivation'

/** A payload's parts, read and not yet opened. */
export interface SealedPayload {
  /** Of the key that it says it was sealed by. */
  readonly mark: number
  readonly counter: number
  /** Version, mark and counter as they came: bound into the seal. */
  readonly header: Bytes
  readonly nonce: Bytes
  readonly ciphertext: Bytes
}

const VERSION = 1
const MARK_AT = 1
const COUNTER_AT = 5
const HEADER_BYTES = 11
const TAG_BYTES = 16
/** What AES-GCM is made for (NIST SP 800-38D §5.2.1.1), unit: bytes. Random: one key must not seal more than 2³² payloads (§8.3). */
export const NONCE_BYTES = 12
const CIPHERTEXT_AT = HEADER_BYTES + NONCE_BYTES

/** Six bytes. */
const MAX_COUNTER = 2 ** 48 - 1

/**
 * Seals a text into the format of S2.
 * @param bound Beside the header: what `openText` must be given alike.
 * @param nonce 12 bytes, never used before under this key.
 * @throws RangeError where the counter is no integer of 48 bits.
 */
export async function sealText(
  { key, mark }: SealingKey,
  bound: readonly string[],
  counter: number,
  nonce: Bytes,
  text: string,
): Promise<string> {
  const header = encodeHeader(mark, counter)
  const ciphertext = await crypto.subtle.encrypt(
    aesGcm(nonce, header, bound),
    key,
    new TextEncoder().encode(text),
  )
  const payload = new Uint8Array(CIPHERTEXT_AT + ciphertext.byteLength)
  payload.set(header)
  payload.set(nonce, HEADER_BYTES)
  payload.set(new Uint8Array(ciphertext), CIPHERTEXT_AT)
  return encodeBase64Url(payload)
}

/** @returns null for what has not the form of S2, or is longer than the wire takes. */
export function parseSealedPayload(payload: string): SealedPayload | null {
  if (payload.length > LIMITS.linkPayloadLength) return null
  const bytes = decodeBase64Url(payload)
  if (bytes === null || bytes.length < CIPHERTEXT_AT + TAG_BYTES || bytes[0] !== VERSION) return null
  const view = new DataView(bytes.buffer)
  return {
    mark: view.getUint32(MARK_AT),
    counter: view.getUint16(COUNTER_AT) * 2 ** 32 + view.getUint32(COUNTER_AT + 2),
    header: bytes.subarray(0, HEADER_BYTES),
    nonce: bytes.subarray(HEADER_BYTES, CIPHERTEXT_AT),
    ciphertext: bytes.subarray(CIPHERTEXT_AT),
  }
}

/** @returns null where the payload was not sealed by this key, with these fields bound, or is no UTF-8. */
export async function openText(
  key: CryptoKey,
  bound: readonly string[],
  { nonce, header, ciphertext }: SealedPayload,
): Promise<string | null> {
  try {
    const bytes = await crypto.subtle.decrypt(aesGcm(nonce, header, bound), key, ciphertext)
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function encodeHeader(mark: number, counter: number): Bytes {
  if (!Number.isInteger(counter) || counter < 0 || counter > MAX_COUNTER) {
    throw new RangeError('A counter is an integer of 48 bits')
  }
  const header = new Uint8Array(HEADER_BYTES)
  const view = new DataView(header.buffer)
  view.setUint8(0, VERSION)
  view.setUint32(MARK_AT, mark)
  view.setUint16(COUNTER_AT, Math.floor(counter / 2 ** 32))
  view.setUint32(COUNTER_AT + 2, counter % 2 ** 32)
  return header
}

function aesGcm(nonce: Bytes, header: Bytes, bound: readonly string[]): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: encodeFields('earshot payload', ...bound, header) }
}
