import { SeededRandom } from './peer-seeded-random'

/** A sound without end: from −1 to 1 at a time in seconds. Asked in the order of time. */
export type Wave = (second: number) => number

/** @returns A vowel as a throat makes it: a buzz whose pitch moves, shaped by two formants, in two syllables a second. */
export function createVowel(): Wave {
  return (second) => {
    const pitchHz = 120 + 12 * Math.sin(2 * Math.PI * 0.7 * second)
    let sum = 0
    for (let partial = 1; partial <= 30; partial += 1) {
      const frequencyHz = partial * pitchHz
      const formants =
        Math.exp(-(((frequencyHz - 700) / 180) ** 2)) + 0.6 * Math.exp(-(((frequencyHz - 1_200) / 220) ** 2))
      sum += ((formants + 0.04) / Math.sqrt(partial)) * Math.sin(2 * Math.PI * frequencyHz * second)
    }
    return 0.08 * sum * Math.max(0, Math.sin(2 * Math.PI * 2 * second)) ** 0.5
  }
}

/** @returns A fan: air that rushes without end, the deeper the louder. Its mean is −21 dB against full scale. */
export function createFan(): Wave {
  const random = new SeededRandom(1)
  let air = 0
  return () => {
    air = 0.95 * air + 0.05 * (2 * random.next() - 1)
    return air
  }
}

/** @returns Samples of the beginning of a sound. */
export function sampleWave(wave: Wave, seconds: number, sampleRateHz: number): Float32Array {
  return Float32Array.from({ length: seconds * sampleRateHz }, (_, index) => wave(index / sampleRateHz))
}
