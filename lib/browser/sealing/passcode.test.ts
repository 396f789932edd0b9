import { describe, expect, it } from 'vitest'
import { stretch, stretchPasscode } from './passcode'

const KEY = 'AAECAwQFBgcICQoLDA0ODw'
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('a passcode', () => {
  it.each([
    [
      'passwd',
      'salt',
      1,
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
        '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
    ],
    [
      'Password',
      'NaCl',
      80_000,
      '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56' +
        'a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    ],
  ])('S6: is stretched by PBKDF2-SHA-256 (RFC 7914 §11: %s)', async (text, salt, iterations, bits) => {
    expect(hex(await stretch(text, utf8(salt), iterations))).toBe(bits)
  })

  // Made by node:crypto with 600,000 iterations, salted with 'earshot passcode 1', 'café' and the key, each behind its length.
  it.each([
    [
      'with a key',
      KEY,
      'dQ6xVxmRYkpXnSnyvB16meZFggjR3C9Fsh0PMD7y0Qk',
      'GOEAQ5R0CrcW06r15XI21E1A49UB-KyszAlBQyX1r8Y',
    ],
    [
      'without',
      null,
      'BG3Ql-_2Aa4iFYeaFHPFwiwBU2BOWLcui6PR0fYzwps',
      'nTjX4OqFHwUS0nrO8uoXmJHcEkCVf97aYjolAuPXZm8',
    ],
  ])('S6: gives fixed bits in a room %s, whatever way it was typed', async (_, roomKey, proof, secret) => {
    expect(await stretchPasscode(' \uFF23afe\u0301\u00A042\n', 'café', roomKey)).toEqual({ proof, secret })
  })

  it('S6: is not stretched with a damaged key', async () => {
    await expect(stretchPasscode('Café 42', 'café', '')).rejects.toThrow(TypeError)
  })
})
