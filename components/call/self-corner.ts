/** Where the own tile floats. */
export const CORNERS = ['bottom-right', 'bottom-left', 'top-left', 'top-right'] as const
export type Corner = (typeof CORNERS)[number]

interface Point {
  readonly x: number
  readonly y: number
}

function toCorner(isLeft: boolean, isTop: boolean): Corner {
  if (isTop) return isLeft ? 'top-left' : 'top-right'
  return isLeft ? 'bottom-left' : 'bottom-right'
}

/** @returns The corner nearest to where the middle of the tile was let go. */
export function findNearestCorner(
  middle: Point,
  stage: { readonly width: number; readonly height: number },
): Corner {
  return toCorner(middle.x < stage.width / 2, middle.y < stage.height / 2)
}

/** @returns Where an arrow key moves the tile; the same corner for one that points outwards or for another key. */
export function moveByKey(corner: Corner, key: string): Corner {
  const isLeft = corner.endsWith('left')
  const isTop = corner.startsWith('top')
  switch (key) {
    case 'ArrowLeft':
      return toCorner(true, isTop)
    case 'ArrowRight':
      return toCorner(false, isTop)
    case 'ArrowUp':
      return toCorner(isLeft, true)
    case 'ArrowDown':
      return toCorner(isLeft, false)
    default:
      return corner
  }
}

/** @returns The next corner round the stage, for who has one button only. */
export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? corner
}
