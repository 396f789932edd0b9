import { describe, expect, it } from 'vitest'
import { normalizeRoomName } from './ids'
import { drawIndex, generateRoomName, ROOM_NAME_WORDS } from './room-name-generator'

function drawInTurn(values: readonly number[]) {
  let next = 0
  return () => {
    const value = values[next]
    if (value === undefined) throw new Error('drew more often than expected')
    next += 1
    return value
  }
}

describe('drawIndex', () => {
  it('throws away the draws that would favour low indexes', () => {
    // 2^32 = 3 · 1431655765 + 1: the last value alone is surplus.
    expect(drawIndex(3, drawInTurn([2 ** 32 - 1, 4]))).toBe(1)
    expect(drawIndex(3, drawInTurn([2 ** 32 - 2]))).toBe(2)
  })

  it('uses every draw where the count divides the range', () => {
    expect(drawIndex(32, drawInTurn([2 ** 32 - 1]))).toBe(31)
  })
})

describe('generateRoomName', () => {
  it('draws from three lists of 256 or more different words', () => {
    expect(ROOM_NAME_WORDS).toHaveLength(3)
    for (const list of ROOM_NAME_WORDS) {
      expect(list.length).toBeGreaterThanOrEqual(256)
      expect(new Set(list).size).toBe(list.length)
      expect(list.filter((word) => !/^[a-z]+$/.test(word))).toEqual([])
    }
  })

  it('is three words and eight Crockford digits, already in normal form', () => {
    const name = generateRoomName()
    expect(name).toMatch(/^[a-z]+-[a-z]+-[a-z]+-[0-9a-hjkmnp-tv-z]{8}$/)
    expect(normalizeRoomName(name)).toBe(name)
  })

  it('is a valid room name even with the longest words', () => {
    const longest = ROOM_NAME_WORDS.map((list) => Math.max(...list.map((word) => word.length)))
    expect(longest.reduce((sum, length) => sum + length + 1, 8)).toBeLessThanOrEqual(64)
  })

  it('takes each part from a draw of its own', () => {
    const draws = [0, 1, 2, 31, 30, 29, 28, 3, 2, 1, 0]
    const [first, second, third] = ROOM_NAME_WORDS
    expect(generateRoomName(drawInTurn(draws))).toBe(`${first?.[0]}-${second?.[1]}-${third?.[2]}-zyxw3210`)
  })
})
