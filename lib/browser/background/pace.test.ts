import { describe, expect, it } from 'vitest'
import { nextPace, UNMEASURED } from './pace'

/** @returns When it was called too slow, in milliseconds; null: never. Each stretch is frames that took so long each. */
function slowAfter(stretches: readonly (readonly [tookMs: number, count: number])[]): number | null {
  let pace = UNMEASURED
  let atMs = 0
  for (const [tookMs, count] of stretches) {
    for (let frame = 0; frame < count; frame += 1) {
      atMs += Math.max(33, tookMs)
      const next = nextPace(pace, { tookMs, atMs })
      pace = next.pace
      if (next.isTooSlow) return atMs
    }
  }
  return null
}

describe('nextPace', () => {
  it.each([
    ['a machine that keeps up', [[20, 3_000]]],
    ['one that makes eleven frames a second', [[90, 1_000]]],
    [
      'models that take their time to load',
      [
        [1_000, 10],
        [30, 500],
      ],
    ],
    [
      'a hitch',
      [
        [30, 100],
        [2_000, 1],
        [30, 500],
      ],
    ],
    [
      'five seconds in which something else starts',
      [
        [30, 100],
        [250, 20],
        [30, 500],
      ],
    ],
  ] as const)('leaves the background on at %s', (_, stretches) => {
    expect(slowAfter(stretches.map(([tookMs = 0, count = 0]) => [tookMs, count]))).toBeNull()
  })

  it.each([
    ['from the start', [[150, 500]]],
    [
      'of late, as by a battery that runs low',
      [
        [30, 100],
        [200, 500],
      ],
    ],
    ['so much that a frame takes seconds', [[3_000, 100]]],
  ] as const)('takes it off where the machine is too slow %s', (_, stretches) => {
    expect(slowAfter(stretches.map(([tookMs = 0, count = 0]) => [tookMs, count]))).not.toBeNull()
  })

  it('waits eight seconds before it does', () => {
    expect(slowAfter([[200, 500]])).toBe(10 * 200 + 200 + 8_000)
  })
})
