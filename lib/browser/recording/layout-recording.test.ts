import { describe, expect, it } from 'vitest'
import { type Box, layoutRecording } from './layout-recording'
import type { TileKind } from './recording-scene'

const WIDTH = 1280
const HEIGHT = 720
const areaOf = ({ width, height }: Box) => width * height
const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

const kindsOf = (screens: number, cameras: number): TileKind[] => [
  ...Array.from({ length: screens }, () => 'screen' as const),
  ...Array.from({ length: cameras }, () => 'camera' as const),
]

describe('layoutRecording', () => {
  const counts = [0, 1, 2, 3].flatMap((screens) =>
    [0, 1, 2, 3, 5, 8, 16].map((cameras) => ({ screens, cameras })),
  )
  it.each(counts)(
    'places $screens screens and $cameras cameras apart, inside the picture',
    ({ screens, cameras }) => {
      const boxes = layoutRecording(kindsOf(screens, cameras), WIDTH, HEIGHT)
      expect(boxes).toHaveLength(screens + cameras)
      for (const [index, box] of boxes.entries()) {
        expect(box.width).toBeGreaterThan(40)
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.y).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(WIDTH)
        expect(box.y + box.height).toBeLessThanOrEqual(HEIGHT)
        expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([])
      }
    },
  )

  it('gives one alone nearly all, two a half each, and four a quarter', () => {
    for (const [count, share] of [
      [1, 0.95],
      [2, 0.47],
      [4, 0.23],
    ] as const) {
      const [box] = layoutRecording(kindsOf(0, count), WIDTH, HEIGHT)
      // Two pictures of 16:9 side by side fill half the height.
      const limit = count === 2 ? share / 2 : share
      expect(box === undefined ? 0 : areaOf(box) / (WIDTH * HEIGHT)).toBeGreaterThan(limit)
    }
  })

  it('shows a screen larger than all the people beside it', () => {
    const [screen, ...people] = layoutRecording(kindsOf(1, 4), WIDTH, HEIGHT)
    const peopleArea = people.reduce((sum, box) => sum + areaOf(box), 0)
    expect(screen === undefined ? 0 : areaOf(screen)).toBeGreaterThan(peopleArea * 2)
  })
})
