import { type AspectRange, layoutTiles, type Rect, TILE_GAP } from './layout-tiles'

/** One picture alone fills what it can of the window, as long as half of it stays in sight. */
const LEAST_VISIBLE_SHARE = 0.5

/** A shared screen is shown whole, so its place may have any shape. */
const SCREEN_ASPECT: AspectRange = { min: 0, max: Number.POSITIVE_INFINITY }

export interface StageContent {
  /** Screens that others share. */
  readonly screens: number
  /** Everybody and everything else but oneself. */
  readonly others: number
  /** Width / height of the one other's picture; null where there are more, or where it is not known. */
  readonly pictureAspect: number | null
}

export interface StageLayout {
  readonly screens: readonly Rect[]
  readonly others: readonly Rect[]
  readonly self: Rect
  /** The own tile lies over the one other tile. */
  readonly isSelfFloating: boolean
}

function chooseSingleAspect(pictureAspect: number | null): AspectRange {
  const aspect = pictureAspect ?? 1
  return { min: aspect * LEAST_VISIBLE_SHARE, max: aspect / LEAST_VISIBLE_SHARE }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function moveBy(rects: readonly Rect[], x: number, y: number): Rect[] {
  return rects.map((rect) => ({ ...rect, x: rect.x + x, y: rect.y + y }))
}

function floatSelf(width: number, height: number): Rect {
  const tileWidth = clamp(Math.min(width * 0.22, height * 0.4), 96, 240)
  const tileHeight = tileWidth * 0.75
  return { x: width - tileWidth - 12, y: height - tileHeight - 12, width: tileWidth, height: tileHeight }
}

function splitSelf(rects: readonly Rect[], screens: readonly Rect[]): StageLayout {
  const self = rects.at(-1) ?? { x: 0, y: 0, width: 0, height: 0 }
  return { screens, others: rects.slice(0, -1), self, isSelfFloating: false }
}

/**
 * Places everything on the stage. One other: they fill it and the own tile floats. More: equal tiles, the own one last.
 * Shared screens: they take the large part and the people stand in a strip, beside it where the stage is wide.
 */
export function layoutStage(content: StageContent, width: number, height: number): StageLayout {
  const { screens, others } = content
  if (screens === 0 && others <= 1) {
    return {
      screens: [],
      others: layoutTiles(others, width, height, chooseSingleAspect(content.pictureAspect)),
      self: floatSelf(width, height),
      isSelfFloating: true,
    }
  }
  if (screens === 0) return splitSelf(layoutTiles(others + 1, width, height), [])

  if (width > height) {
    const strip = clamp(width * 0.2, 112, 260)
    const rest = width - strip - TILE_GAP
    const people = moveBy(layoutTiles(others + 1, strip, height), rest + TILE_GAP, 0)
    return splitSelf(people, layoutTiles(screens, rest, height, SCREEN_ASPECT))
  }
  const strip = clamp(height * 0.22, 96, 200)
  const rest = height - strip - TILE_GAP
  const people = moveBy(layoutTiles(others + 1, width, strip), 0, rest + TILE_GAP)
  return splitSelf(people, layoutTiles(screens, width, rest, SCREEN_ASPECT))
}
