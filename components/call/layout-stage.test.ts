import { describe, expect, it } from 'vitest'
import { layoutStage } from './layout-stage'

const WIDE = { width: 1256, height: 670 }
const TALL = { width: 366, height: 700 }

describe('layoutStage', () => {
  it('lets the own tile float over the one other, in a corner', () => {
    const layout = layoutStage(
      { featured: 0, others: 1, pictureAspect: 16 / 9, selfCorner: 'bottom-right' },
      WIDE.width,
      WIDE.height,
    )
    expect(layout.isSelfFloating).toBe(true)
    expect(layout.others).toEqual([{ x: 0, y: 0, ...WIDE }])
    expect(layout.self.x + layout.self.width).toBeLessThan(WIDE.width)
    expect(layout.self.width * layout.self.height).toBeLessThan(0.1 * WIDE.width * WIDE.height)
  })

  it.each([
    { corner: 'top-left', left: 12, top: 12 },
    { corner: 'bottom-left', left: 12, top: undefined },
    { corner: 'top-right', left: undefined, top: 12 },
  ] as const)('lets it float in the corner that was chosen: $corner', ({ corner, left, top }) => {
    const content = { featured: 0, others: 1, pictureAspect: null, selfCorner: corner }
    const { self } = layoutStage(content, WIDE.width, WIDE.height)
    expect(self.x).toBe(left ?? WIDE.width - self.width - 12)
    expect(self.y).toBe(top ?? WIDE.height - self.height - 12)
  })

  it.each([
    { what: 'a wide picture in a tall window', aspect: 16 / 9, stage: TALL, share: 0.5 },
    { what: 'an upright picture in a wide window', aspect: 9 / 16, stage: WIDE, share: 0.5 },
    { what: 'an upright picture in a tall window', aspect: 9 / 16, stage: TALL, share: 1 },
  ])('keeps half of $what in sight', ({ aspect, stage, share }) => {
    const layout = layoutStage(
      { featured: 0, others: 1, pictureAspect: aspect, selfCorner: 'bottom-right' },
      stage.width,
      stage.height,
    )
    const tile = layout.others[0]
    const tileAspect = (tile?.width ?? 0) / (tile?.height ?? 1)
    expect(Math.min(aspect, tileAspect) / Math.max(aspect, tileAspect)).toBeGreaterThanOrEqual(share - 0.08)
  })

  it('puts the own tile last in the grid from two others on', () => {
    const layout = layoutStage(
      { featured: 0, others: 3, pictureAspect: null, selfCorner: 'bottom-right' },
      WIDE.width,
      WIDE.height,
    )
    expect(layout.isSelfFloating).toBe(false)
    expect(layout.others).toHaveLength(3)
    expect(layout.self.x).toBeGreaterThan(layout.others[2]?.x ?? 0)
  })

  it('gives a shared screen most of a wide stage and the people the side', () => {
    const layout = layoutStage(
      { featured: 1, others: 2, pictureAspect: null, selfCorner: 'bottom-right' },
      WIDE.width,
      WIDE.height,
    )
    const screen = layout.featured[0]
    expect((screen?.width ?? 0) / WIDE.width).toBeGreaterThan(0.75)
    for (const tile of [...layout.others, layout.self]) expect(tile.x).toBeGreaterThan(screen?.width ?? 0)
  })

  it('gives a shared screen most of a tall stage and the people the foot', () => {
    const layout = layoutStage(
      { featured: 1, others: 2, pictureAspect: null, selfCorner: 'bottom-right' },
      TALL.width,
      TALL.height,
    )
    const screen = layout.featured[0]
    expect((screen?.height ?? 0) / TALL.height).toBeGreaterThan(0.7)
    for (const tile of [...layout.others, layout.self]) expect(tile.y).toBeGreaterThan(screen?.height ?? 0)
  })
})
