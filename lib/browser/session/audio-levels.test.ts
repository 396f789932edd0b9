import { describe, expect, it } from 'vitest'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { AudioLevelWatch } from './audio-levels'

function setUp() {
  const clock = new FakeClock()
  let reads = 0
  const watch = new AudioLevelWatch(clock, () => {
    reads += 1
    return new Map()
  })
  return { clock, watch, reads: () => reads }
}

describe('AudioLevelWatch', () => {
  it('reads ten times a second as long as somebody wants to know, once for all of them', async () => {
    const { clock, watch, reads } = setUp()
    const told = [0, 0]
    const stops = [0, 1].map((index) =>
      watch.observe(() => {
        told[index] = (told[index] ?? 0) + 1
      }),
    )
    await clock.advance(1_000)
    expect(reads()).toBe(10)
    expect(told).toEqual([10, 10])
    stops[0]?.()
    await clock.advance(1_000)
    expect(told).toEqual([10, 20])
    stops[1]?.()
    stops[1]?.()
    await clock.advance(1_000)
    expect(reads()).toBe(20)
  })

  it('stops for good when it is closed', async () => {
    const { clock, watch, reads } = setUp()
    watch.observe(() => undefined)
    watch.close()
    await clock.advance(1_000)
    expect(reads()).toBe(0)
  })
})
