import { describe, expect, it } from 'vitest'
import { chooseVideoEncoding } from './video-encoding'

describe('chooseVideoEncoding', () => {
  it('never sends more in all than one full picture and a fifth, however many people there are', () => {
    for (let links = 1; links <= 7; links += 1) {
      expect(chooseVideoEncoding(links).maxBitrate * links).toBeLessThanOrEqual(2_000_000)
    }
  })

  it('never sends a larger picture to more people', () => {
    const scales = Array.from(
      { length: 9 },
      (_, links) => chooseVideoEncoding(links + 1).scaleResolutionDownBy,
    )
    expect(scales).toEqual([...scales].sort((a, b) => a - b))
  })
})
