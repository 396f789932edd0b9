import { describe, expect, it } from 'vitest'
import { deriveBits, deriveKeyId, deriveSealingKey, importMaterial } from './key-derivation'

const ROOM_KEY = Uint8Array.from({ length: 16 }, (_, at) => at)

describe('key derivation', () => {
  it('S1: is HKDF-SHA-256 (RFC 5869, A.3)', async () => {
    const material = await importMaterial(new Uint8Array(22).fill(0x0b))
    expect(Buffer.from(await deriveBits(material, new Uint8Array(), 42 * 8)).toString('hex')).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    )
  })

  it('S1: gives a fixed key id for a room and a key', async () => {
    expect(await deriveKeyId(ROOM_KEY, 'café')).toBe('8YNFc4t9VvEBWPg6tGnlVw')
    expect(await deriveKeyId(ROOM_KEY, 'cafe')).not.toBe('8YNFc4t9VvEBWPg6tGnlVw')
  })

  it('S1: gives a key that cannot be read out, for sealing alone', async () => {
    const { key } = await deriveSealingKey(ROOM_KEY, 'café')
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } })
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  })
})
