/** A place on the stage, in CSS pixels from its top left corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How wide a tile may be for its height. A range, for the picture is cut to its tile and may be cut a little. */
export interface AspectRange {
  readonly min: number
  readonly max: number
}

/** From an upright phone's picture cut to 3 : 4, up to a camera's whole 16 : 9. */
export const TILE_ASPECT: AspectRange = { min: 3 / 4, max: 16 / 9 }

export const TILE_GAP = 8

/** The picture that tiles are chosen for: between a phone's 4 : 3 and a camera's 16 : 9. */
const TYPICAL_PICTURE_ASPECT = 1.5

/** A cut weighs less than lost area, for people sit in the middle of their pictures. Found by eye over the table in the test. */
const CUT_POWER = 0.4

/** How well a tile shows a typical picture: its area, less what is cut off to fill it. */
export function rateTile(width: number, height: number): number {
  if (width === 0 || height === 0) return 0
  const aspect = width / height
  const visibleShare = Math.min(aspect, TYPICAL_PICTURE_ASPECT) / Math.max(aspect, TYPICAL_PICTURE_ASPECT)
  return width * height * visibleShare ** CUT_POWER
}

function fitTile(
  cellWidth: number,
  cellHeight: number,
  aspect: AspectRange,
): { width: number; height: number } {
  const width = Math.max(0, Math.min(cellWidth, cellHeight * aspect.max))
  return { width, height: Math.max(0, Math.min(cellHeight, width / aspect.min)) }
}

/**
 * Places `count` equal tiles so that they show as much picture as can be; rows are centred, the last one too.
 * @returns One rectangle a tile, in reading order.
 */
export function layoutTiles(
  count: number,
  width: number,
  height: number,
  aspect: AspectRange = TILE_ASPECT,
): Rect[] {
  let columns = 1
  let tile = { width: 0, height: 0 }
  for (let candidate = 1; candidate <= count; candidate += 1) {
    const rows = Math.ceil(count / candidate)
    const cellWidth = (width - TILE_GAP * (candidate - 1)) / candidate
    const cellHeight = (height - TILE_GAP * (rows - 1)) / rows
    const fitted = fitTile(cellWidth, cellHeight, aspect)
    if (rateTile(fitted.width, fitted.height) > rateTile(tile.width, tile.height)) {
      columns = candidate
      tile = fitted
    }
  }

  const rows = Math.ceil(count / columns)
  const top = (height - rows * tile.height - (rows - 1) * TILE_GAP) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = (width - inRow * tile.width - (inRow - 1) * TILE_GAP) / 2
    return {
      x: left + (index % columns) * (tile.width + TILE_GAP),
      y: top + row * (tile.height + TILE_GAP),
      ...tile,
    }
  })
}
