import { type Bytes, encodeBase64Url } from '@/lib/protocol/base64url'
import { encodeFields } from './fields'

/** A key of one room to seal and open by, and the mark by which a payload says that it was sealed by it. */
export interface SealingKey {
  /** 32 bits that follow from the key material and tell nothing of the key: they save trying every key of a ring. */
  readonly mark: number
  /** AES-256-GCM, not extractable. */
  readonly key: CryptoKey
}

const KEY_ID_BITS = 128
const MARK_BITS = 32

/**
 * Makes the sealing key of a room (docs/protocol.md, S1).
 * @param material Room key, passcode secret, or the one and then the other: 16, 32 or 48 bytes, so that none is taken for another.
 */
export async function deriveSealingKey(material: Bytes, room: string): Promise<SealingKey> {
  const imported = await importMaterial(material)
  const [key, mark] = await Promise.all([
    crypto.subtle.deriveKey(
      hkdf(encodeFields('earshot sealing key 1', room)),
      imported,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    ),
    deriveBits(imported, encodeFields('earshot key mark 1', room), MARK_BITS),
  ])
  return { key, mark: new DataView(mark.buffer).getUint32(0) }
}

/** @returns The id by which the server knows a room key without knowing the key (S1): 128 bits, 22 base64url characters. */
export async function deriveKeyId(roomKey: Bytes, room: string): Promise<string> {
  const imported = await importMaterial(roomKey)
  return encodeBase64Url(await deriveBits(imported, encodeFields('earshot key id 1', room), KEY_ID_BITS))
}

/** Takes key material in for HKDF; it does not come out again. */
export function importMaterial(material: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveBits', 'deriveKey'])
}

/** HKDF-SHA-256 (RFC 5869) without a salt: the material is random already, or stretched. */
export async function deriveBits(material: CryptoKey, info: Bytes, bits: number): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf(info), material, bits))
}

function hkdf(info: Bytes): HkdfParams {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
}
