import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '@/lib/protocol/base64url'
import { SeededRandom } from '@/lib/testing/peer-seeded-random'
import { decodeBase64Url } from './base64url'

const utf8 = new TextEncoder()

describe('base64url', () => {
  it.each([
    // RFC 4648 §10, without padding.
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('writes %j as %j and reads it again', (text, written) => {
    expect(encodeBase64Url(utf8.encode(text))).toBe(written)
    expect(decodeBase64Url(written)).toEqual(utf8.encode(text))
  })

  it('uses the letters of URLs', () => {
    expect(encodeBase64Url(new Uint8Array([0xfb, 0xff, 0xbf]))).toBe('-_-_')
    expect(decodeBase64Url('-_-_')).toEqual(new Uint8Array([0xfb, 0xff, 0xbf]))
  })

  it.each(['A', 'AAAAA', 'Zg==', 'Zm8=', 'Zh', 'Zm9', 'Zm9v\n', 'Zm9v ', ' Zm9v', 'Zm9+', 'Zm9/', 'Zm9é'])(
    'takes %j for nothing',
    (text) => {
      expect(decodeBase64Url(text)).toBeNull()
    },
  )

  it('reads each text of two or three characters as other bytes, or not at all', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const last of letters) {
      for (const text of [`A${last}`, `AA${last}`]) {
        const bytes = decodeBase64Url(text)
        if (bytes !== null) expect(encodeBase64Url(bytes)).toBe(text)
      }
    }
    expect([...letters].filter((last) => decodeBase64Url(`A${last}`) !== null)).toHaveLength(4)
    expect([...letters].filter((last) => decodeBase64Url(`AA${last}`) !== null)).toHaveLength(16)
  })

  it('keeps bytes of any length as they are', () => {
    const random = new SeededRandom(7)
    for (const length of [1, 2, 3, 255, 8_191, 8_192, 8_193, 8_194, 40_000]) {
      const bytes = Uint8Array.from({ length }, () => random.below(256))
      const written = encodeBase64Url(bytes)
      expect(written).toBe(Buffer.from(bytes).toString('base64url'))
      expect(decodeBase64Url(written)).toEqual(bytes)
    }
  })
})
