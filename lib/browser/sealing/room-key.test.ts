import { describe, expect, it } from 'vitest'
import { createRoomKey, decodeRoomKey, readRoomKey, toKeyFragment } from './room-key'

const KEY = 'AAECAwQFBgcICQoLDA0ODw'

describe('the room key in a fragment', () => {
  it.each([`#k=${KEY}`, `k=${KEY}`, `#k=${KEY}&x=1`, `#x=1&k=${KEY}`, `#x&k=${KEY}&`])(
    'S1: is read from %s',
    (fragment) => {
      expect(readRoomKey(fragment)).toEqual({ kind: 'key', key: KEY })
    },
  )

  it.each(['', '#', '#x=1', '#K=1', '#key=1', `#${KEY}`])('S1: is none in %j', (fragment) => {
    expect(readRoomKey(fragment)).toEqual({ kind: 'none' })
  })

  it.each([
    '#k',
    '#k=',
    `#k=${KEY.slice(1)}`,
    `#k=${KEY}A`,
    `#k=${KEY}==`,
    `#k=${KEY}.`,
    // Bits left over in the last character, and a letter of plain base64.
    '#k=AAECAwQFBgcICQoLDA0ODx',
    '#k=AAECAwQFBgcICQoLDA0O/w',
    `#k=${KEY}&k=${KEY}`,
    `#k=&k=${KEY}`,
  ])('S1: is damaged, never none, in %s', (fragment) => {
    expect(readRoomKey(fragment)).toEqual({ kind: 'damaged' })
  })

  it('S1: is 128 bits, made anew each time, and survives its fragment', () => {
    const keys = Array.from({ length: 64 }, createRoomKey)
    expect(new Set(keys).size).toBe(64)
    for (const key of keys) {
      expect(key).toHaveLength(22)
      expect(readRoomKey(toKeyFragment(key))).toEqual({ kind: 'key', key })
    }
  })

  it('is taken in no other form', () => {
    expect(decodeRoomKey(KEY)).toEqual(Uint8Array.from({ length: 16 }, (_, at) => at))
    expect(() => decodeRoomKey(`${KEY}A`)).toThrow(TypeError)
    expect(() => decodeRoomKey('')).toThrow(TypeError)
  })
})
