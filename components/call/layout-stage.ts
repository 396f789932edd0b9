import { type AspectRange, layoutTiles, type Rect, TILE_GAP } from './layout-tiles'
import type { Corner } from './self-corner'

/** One picture alone fills what it can of the window, as long as half of it stays in sight. */
const LEAST_VISIBLE_SHARE = 0.5

/** A shared screen is shown whole, and whoever is large fills what there is: their place may have any shape. */
const FEATURED_ASPECT: AspectRange = { min: 0, max: Number.POSITIVE_INFINITY }

/** How far the floating own tile keeps from the edges. */
const SELF_MARGIN = 12

export interface StageContent {
  /** What is large. */
  readonly featured: number
  /** Everybody and everything else but oneself. */
  readonly others: number
  /** Width / height of the one other's picture; null where there are more, or where it is not known. */
  readonly pictureAspect: number | null
  /** Where the own tile floats, if it does. */
  readonly selfCorner: Corner
}

export interface StageLayout {
  readonly featured: readonly Rect[]
  readonly others: readonly Rect[]
  readonly self: Rect
  /** The own tile lies over the one other tile. */
  readonly isSelfFloating: boolean
}

/** A picture that is still to come may be square or as wide as most are, so that few places change when it is there. */
const UNKNOWN_ASPECT: AspectRange = { min: 1, max: 16 / 9 }

function chooseSingleAspect(pictureAspect: number | null): AspectRange {
  const { min, max } = pictureAspect === null ? UNKNOWN_ASPECT : { min: pictureAspect, max: pictureAspect }
  return { min: min * LEAST_VISIBLE_SHARE, max: max / LEAST_VISIBLE_SHARE }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function moveBy(rects: readonly Rect[], x: number, y: number): Rect[] {
  return rects.map((rect) => ({ ...rect, x: rect.x + x, y: rect.y + y }))
}

function floatSelf(width: number, height: number, corner: Corner): Rect {
  const tileWidth = clamp(Math.min(width * 0.22, height * 0.4), 96, 240)
  const tileHeight = tileWidth * 0.75
  return {
    x: corner.endsWith('left') ? SELF_MARGIN : width - tileWidth - SELF_MARGIN,
    y: corner.startsWith('top') ? SELF_MARGIN : height - tileHeight - SELF_MARGIN,
    width: tileWidth,
    height: tileHeight,
  }
}

function splitSelf(rects: readonly Rect[], featured: readonly Rect[]): StageLayout {
  const self = rects.at(-1) ?? { x: 0, y: 0, width: 0, height: 0 }
  return { featured, others: rects.slice(0, -1), self, isSelfFloating: false }
}

/**
 * Places everything on the stage. One other: they fill it and the own tile floats. More: equal tiles, the own one last.
 * What is featured takes the large part and the rest stand in a strip, beside it where the stage is wide.
 */
export function layoutStage(content: StageContent, width: number, height: number): StageLayout {
  const { featured, others } = content
  if (featured === 0 && others <= 1) {
    return {
      featured: [],
      others: layoutTiles(others, width, height, chooseSingleAspect(content.pictureAspect)),
      self: floatSelf(width, height, content.selfCorner),
      isSelfFloating: true,
    }
  }
  if (featured === 0) return splitSelf(layoutTiles(others + 1, width, height), [])

  if (width > height) {
    const strip = clamp(width * 0.2, 112, 260)
    const rest = width - strip - TILE_GAP
    const people = moveBy(layoutTiles(others + 1, strip, height), rest + TILE_GAP, 0)
    return splitSelf(people, layoutTiles(featured, rest, height, FEATURED_ASPECT))
  }
  const strip = clamp(height * 0.22, 96, 200)
  const rest = height - strip - TILE_GAP
  const people = moveBy(layoutTiles(others + 1, width, strip), 0, rest + TILE_GAP)
  return splitSelf(people, layoutTiles(featured, width, rest, FEATURED_ASPECT))
}
