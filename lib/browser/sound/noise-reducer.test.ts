import { describe, expect, it } from 'vitest'
import { readPackageFile } from '@/lib/testing/read-package-file'
import { createFan, createVowel, sampleWave, type Wave } from '@/lib/testing/sounds'
import { FRAME_SAMPLES, NoiseReducer, SAMPLE_RATE_HZ } from './noise-reducer'

const WASM = readPackageFile('@jitsi/rnnoise-wasm/dist/rnnoise.wasm')
const SECONDS = 4

/** @returns The mean squares of the last half of a sound, before and after; of the first half the filter learns. */
function reduce(wave: Wave): { before: number; after: number } {
  const reducer = new NoiseReducer(WASM)
  const input = sampleWave(wave, SECONDS, SAMPLE_RATE_HZ)
  const output = new Float32Array(input.length)
  // In blocks as a worklet gets them, which no frame is a multiple of.
  for (let at = 0; at < input.length; at += 128) {
    reducer.process(input.subarray(at, at + 128), output.subarray(at, at + 128))
  }
  const energy = (samples: Float32Array) =>
    samples.subarray(samples.length / 2).reduce((sum, sample) => sum + sample * sample, 0)
  return { before: energy(input), after: energy(output) }
}

describe('NoiseReducer', () => {
  it('takes away a fan: of a hundred parts not one is left', () => {
    const { before, after } = reduce(createFan())
    expect(after).toBeLessThan(before / 100)
  })

  it('leaves most of a voice', () => {
    const { before, after } = reduce(createVowel())
    expect(after).toBeGreaterThan(before / 3)
  })

  it('is one frame behind, and silent until then', () => {
    const reducer = new NoiseReducer(WASM)
    const output = new Float32Array(FRAME_SAMPLES).fill(1)
    reducer.process(new Float32Array(FRAME_SAMPLES).fill(0.5), output)
    expect(output.every((sample) => sample === 0)).toBe(true)
  })

  it('refuses what is another WebAssembly', () => {
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
    expect(() => new NoiseReducer(empty)).toThrow(TypeError)
  })
})
