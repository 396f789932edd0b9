import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '@/lib/protocol/base64url'
import { deriveSealingKey } from './key-derivation'
import { openText, parseSealedPayload, type SealedPayload, sealText } from './sealed-payload'

const BOUND = ['north', 'ann', 'offer', 'offer-1']
const NONCE = new Uint8Array(12).fill(9)

/** One key for all: what a ring does not allow, so that here only what is bound can refuse. */
async function sealOne() {
  const sealingKey = await deriveSealingKey(new Uint8Array(16).fill(1), 'north')
  const sealed = parseSealedPayload(await sealText(sealingKey, BOUND, 7, NONCE, 'text'))
  if (sealed === null) throw new Error('What was sealed has the form of a payload')
  return { key: sealingKey.key, sealed }
}

describe('what is bound into a seal', () => {
  it('S2: opens with the same', async () => {
    const { key, sealed } = await sealOne()
    expect(await openText(key, BOUND, sealed)).toBe('text')
  })

  it.each([
    ['another room', ['south', 'ann', 'offer', 'offer-1']],
    ['a border between two fields moved', ['northa', 'nn', 'offer', 'offer-1']],
    ['two fields exchanged', ['ann', 'north', 'offer', 'offer-1']],
    ['one field less', ['north', 'ann', 'offer']],
    ['one more, empty', [...BOUND, '']],
  ])('S2: does not open under the same key with %s', async (_, bound) => {
    const { key, sealed } = await sealOne()
    expect(await openText(key, bound, sealed)).toBeNull()
  })

  it.each([
    ['version', 0],
    ['mark', 4],
    ['counter', 10],
  ])('S2: does not open under the same key with another %s in its header', async (_, at) => {
    const { key, sealed } = await sealOne()
    const header = Uint8Array.from(sealed.header, (byte, index) => (index === at ? byte ^ 1 : byte))
    expect(await openText(key, BOUND, { ...sealed, header } satisfies SealedPayload)).toBeNull()
  })

  it.each([
    [1, true],
    [0, false],
    [2, false],
  ])('S2: is read in version %d: %s', (version, isRead) => {
    const bytes = new Uint8Array(39)
    bytes[0] = version
    expect(parseSealedPayload(encodeBase64Url(bytes)) !== null).toBe(isRead)
    expect(parseSealedPayload(encodeBase64Url(bytes.subarray(1)))).toBeNull()
    expect(parseSealedPayload(encodeBase64Url(bytes.subarray(0, 38)))).toBeNull()
  })

  it('S2: does not open as text what is no UTF-8', async () => {
    const { key, sealed } = await sealOne()
    const bytes = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: sealed.nonce, additionalData: additional(sealed) },
      key,
      sealed.ciphertext,
    )
    expect(new TextDecoder().decode(bytes)).toBe('text')
    const ciphertext = new Uint8Array(
      await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: sealed.nonce, additionalData: additional(sealed) },
        key,
        new Uint8Array([0xff]),
      ),
    )
    expect(await openText(key, BOUND, { ...sealed, ciphertext })).toBeNull()
  })
})

/** Written out, not by the code under test: each field behind its length. */
function additional(sealed: SealedPayload): Uint8Array<ArrayBuffer> {
  const fields = ['earshot payload', ...BOUND, sealed.header].map((field) => Buffer.from(field))
  return Uint8Array.from(fields.flatMap((field) => [0, 0, 0, field.length, ...field]))
}
