import { describe, expect, it } from 'vitest'
import { CORNERS, type Corner, findNearestCorner, moveByKey, nextCorner } from './self-corner'

const STAGE = { width: 1_000, height: 600 }

describe('the own tile’s corner', () => {
  it.each<[number, number, Corner]>([
    [10, 10, 'top-left'],
    [990, 10, 'top-right'],
    [10, 590, 'bottom-left'],
    [990, 590, 'bottom-right'],
    [-40, 900, 'bottom-left'],
    [501, 299, 'top-right'],
  ])('is the nearest to where it was let go: %i, %i', (x, y, expected) => {
    expect(findNearestCorner({ x, y }, STAGE)).toBe(expected)
  })

  it.each<[Corner, string, Corner]>([
    ['bottom-right', 'ArrowLeft', 'bottom-left'],
    ['bottom-right', 'ArrowUp', 'top-right'],
    ['top-left', 'ArrowRight', 'top-right'],
    ['top-left', 'ArrowDown', 'bottom-left'],
    ['top-left', 'ArrowUp', 'top-left'],
    ['bottom-left', 'a', 'bottom-left'],
  ])('%s moves by %s to %s', (corner, key, expected) => {
    expect(moveByKey(corner, key)).toBe(expected)
  })

  it('goes once round the stage and comes back', () => {
    const visited = CORNERS.reduce<Corner[]>((seen) => [...seen, nextCorner(seen.at(-1) ?? 'top-left')], [])
    expect(new Set(visited).size).toBe(CORNERS.length)
    expect(visited.at(-1)).toBe('top-left')
  })
})
