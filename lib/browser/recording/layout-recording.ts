import type { TileKind } from './recording-scene'

/** In pixels of the recorded picture. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const ASPECT = 16 / 9
const GAP = 8
/** Of the width, for the people beside screens: a screen is to be read. */
const PEOPLE_SHARE = 0.22

/**
 * Places tiles in a picture: in a grid, or where screens are shared in a column beside them.
 * @returns A box for each tile, in their order.
 */
export function layoutRecording(kinds: readonly TileKind[], width: number, height: number): Box[] {
  const screens = kinds.filter((kind) => kind === 'screen').length
  const cameras = kinds.length - screens
  const whole: Box = { x: 0, y: 0, width, height }
  if (screens === 0 || cameras === 0) return layoutGrid(kinds.length, whole)
  const peopleWidth = Math.round(width * PEOPLE_SHARE)
  const screenBoxes = layoutGrid(screens, { ...whole, width: width - peopleWidth })
  const cameraBoxes = layoutGrid(cameras, { ...whole, x: width - peopleWidth, width: peopleWidth })
  return kinds.flatMap((kind) => (kind === 'screen' ? screenBoxes : cameraBoxes).shift() ?? [])
}

/** Equal boxes of 16:9 with as many columns as make them largest, each row in the middle. */
function layoutGrid(count: number, area: Box): Box[] {
  let columns = 1
  for (let candidate = 2; candidate <= count; candidate += 1) {
    if (cellWidth(count, candidate, area) > cellWidth(count, columns, area)) columns = candidate
  }
  const rows = Math.ceil(count / columns)
  const width = Math.max(0, Math.floor(cellWidth(count, columns, area)))
  const height = Math.floor(width / ASPECT)
  const top = area.y + (area.height - rows * height - (rows - 1) * GAP) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = area.x + (area.width - inRow * width - (inRow - 1) * GAP) / 2
    return {
      x: Math.round(left + (index % columns) * (width + GAP)),
      y: Math.round(top + row * (height + GAP)),
      width,
      height,
    }
  })
}

function cellWidth(count: number, columns: number, area: Box): number {
  const rows = Math.ceil(count / columns)
  const byWidth = (area.width - (columns + 1) * GAP) / columns
  const byHeight = ((area.height - (rows + 1) * GAP) / rows) * ASPECT
  return Math.min(byWidth, byHeight)
}
