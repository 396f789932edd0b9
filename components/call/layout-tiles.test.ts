import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutTiles, type Rect, rateTile, TILE_ASPECT, TILE_GAP } from './layout-tiles'

const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8]
const WINDOWS = [
  { name: 'desktop', width: 1256, height: 670 },
  { name: 'upright phone', width: 366, height: 700 },
  { name: 'phone on its side', width: 740, height: 366 },
  { name: 'small phone', width: 296, height: 500 },
  { name: 'square', width: 800, height: 800 },
  { name: 'strip', width: 260, height: 600 },
] as const

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Tiles of a shape that shows faces are worth a little area: never more than this. */
const LEAST_SHARE_OF_AREA = 0.75

/** The best rating and the largest tile over every number of columns and rows and every shape in steps of a hundredth. */
function findBest(count: number, width: number, height: number): { rating: number; area: number } {
  const best = { rating: 0, area: 0 }
  for (let columns = 1; columns <= count; columns += 1) {
    for (let rows = Math.ceil(count / columns); rows <= count; rows += 1) {
      const cellWidth = (width - TILE_GAP * (columns - 1)) / columns
      const cellHeight = (height - TILE_GAP * (rows - 1)) / rows
      if (cellWidth <= 0 || cellHeight <= 0) continue
      for (let aspect = TILE_ASPECT.min; aspect <= TILE_ASPECT.max; aspect += 0.01) {
        const tileWidth = Math.min(cellWidth, cellHeight * aspect)
        best.rating = Math.max(best.rating, rateTile(tileWidth, tileWidth / aspect))
        best.area = Math.max(best.area, tileWidth * (tileWidth / aspect))
      }
    }
  }
  return best
}

const cases = WINDOWS.flatMap((shape) => COUNTS.map((count) => ({ ...shape, count })))

describe('layoutTiles', () => {
  it.each(cases)('places $count in $name inside, apart, equal and within the aspects', (shape) => {
    const tiles = layoutTiles(shape.count, shape.width, shape.height)
    expect(tiles).toHaveLength(shape.count)
    for (const [index, tile] of tiles.entries()) {
      expect(tile.x).toBeGreaterThanOrEqual(-0.001)
      expect(tile.y).toBeGreaterThanOrEqual(-0.001)
      expect(tile.x + tile.width).toBeLessThanOrEqual(shape.width + 0.001)
      expect(tile.y + tile.height).toBeLessThanOrEqual(shape.height + 0.001)
      expect(tile.width).toBe(tiles[0]?.width)
      expect(tile.width / tile.height).toBeGreaterThanOrEqual(TILE_ASPECT.min - 0.001)
      expect(tile.width / tile.height).toBeLessThanOrEqual(TILE_ASPECT.max + 0.001)
      for (const other of tiles.slice(index + 1)) expect(overlaps(tile, other)).toBe(false)
    }
  })

  it.each(cases)('uses at least half of $name for $count', ({ count, width, height }) => {
    const area = layoutTiles(count, width, height).reduce((sum, tile) => sum + tile.width * tile.height, 0)
    expect(area / (width * height)).toBeGreaterThan(0.5)
  })

  it.each([
    { count: 2, width: 1256, height: 670, columns: 2 },
    { count: 3, width: 1256, height: 670, columns: 2 },
    { count: 4, width: 1256, height: 670, columns: 2 },
    { count: 5, width: 1256, height: 670, columns: 3 },
    { count: 8, width: 1256, height: 670, columns: 4 },
    { count: 2, width: 366, height: 700, columns: 1 },
    { count: 5, width: 366, height: 700, columns: 2 },
    { count: 8, width: 366, height: 700, columns: 2 },
  ])('gives $count in $width × $height $columns columns', ({ count, width, height, columns }) => {
    const tiles = layoutTiles(count, width, height)
    expect(tiles.filter((tile) => tile.y === tiles[0]?.y)).toHaveLength(columns)
  })

  it('shows as much as the best of all grids, tried by brute force, for any count to 12 and any window', () => {
    const side = fc.integer({ min: 200, max: 2_000 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), side, side, (count, width, height) => {
        const [tile = { width: 0, height: 0 }] = layoutTiles(count, width, height)
        const best = findBest(count, width, height)
        expect(rateTile(tile.width, tile.height)).toBeGreaterThanOrEqual(best.rating * 0.999)
        expect((tile.width * tile.height) / best.area).toBeGreaterThan(LEAST_SHARE_OF_AREA)
      }),
      { seed: 12, numRuns: 300 },
    )
  })

  it('centres a last row that is not full', () => {
    const [, , last] = layoutTiles(3, 1256, 670)
    expect((last?.x ?? 0) + (last?.width ?? 0) / 2).toBeCloseTo(1256 / 2)
  })

  it('keeps the gap between neighbours', () => {
    const [left, right] = layoutTiles(2, 1256, 670)
    expect((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0)).toBeCloseTo(TILE_GAP)
  })

  it('bears nobody, and a stage without size', () => {
    expect(layoutTiles(0, 800, 600)).toEqual([])
    expect(layoutTiles(2, 0, 0).every((tile) => tile.width === 0 && tile.height === 0)).toBe(true)
  })
})
