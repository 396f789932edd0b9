import { describe, expect, it } from 'vitest'
import { type Demand, shareUplink } from './share-uplink'

const TOP = 6
const demand = (id: string, change: Partial<Demand> = {}): Demand => ({
  id,
  camera: { maxBitrate: Number.POSITIVE_INFINITY },
  isScreenShown: false,
  limit: 2_000_000,
  ...change,
})
const share = (demands: readonly Demand[], bitrate: number, highest = TOP) =>
  Object.fromEntries(shareUplink(demands, bitrate, highest))

describe('shareUplink', () => {
  it.each([
    [1_700_000, 6],
    [1_699_999, 5],
    [400_000, 3],
    [60_000, 0],
    // However wrong an estimate is, a face does not go away for it.
    [0, 0],
    [-100_000, 0],
  ])('gives one camera of %i bits a second the rung %i', (bitrate, camera) => {
    expect(share([demand('a')], bitrate)).toEqual({ a: { camera, screen: -1 } })
  })

  it('raises all together or nobody', () => {
    expect(share([demand('a'), demand('b')], 1_699_999)).toEqual({
      a: { camera: 4, screen: -1 },
      b: { camera: 4, screen: -1 },
    })
  })

  it('leaves what one cannot use, for want of place or path, to the others', () => {
    const shares = share(
      [
        demand('place', { camera: { maxBitrate: 100_000 } }),
        demand('path', { limit: 130_000 }),
        demand('rest'),
      ],
      2_000_000,
    )
    expect(shares.path).toEqual({ camera: 1, screen: -1 })
    expect(shares.rest).toEqual({ camera: 6, screen: -1 })
  })

  it('gives nothing to what is not shown', () => {
    expect(share([demand('a', { camera: null })], 2_000_000)).toEqual({ a: { camera: -1, screen: -1 } })
  })

  it('raises screens before cameras, and leaves each camera its least', () => {
    expect(share([demand('a', { isScreenShown: true })], 600_000)).toEqual({ a: { camera: 0, screen: 3 } })
  })

  it('goes no higher than the processor', () => {
    expect(share([demand('a')], 2_000_000, 2)).toEqual({ a: { camera: 2, screen: -1 } })
  })
})
