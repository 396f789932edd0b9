import type { Tone } from './choose-tone'

/** Two notes a fifth apart, up for who comes and down for who goes. */
const NOTES_HZ: Readonly<Record<Tone, readonly [number, number]>> = {
  come: [523.25, 783.99],
  go: [783.99, 523.25],
}
const NOTE_SECONDS = 0.32
const SECOND_AFTER_SECONDS = 0.11
/** Beside a voice and not over it. */
const PEAK_GAIN = 0.05

/** Plays it once, softly. Where the browser blocks sound before the first touch, nothing is heard. */
export async function playTone(tone: Tone): Promise<void> {
  const context = new AudioContext()
  const last = NOTES_HZ[tone].map((frequencyHz, index) => {
    const begin = context.currentTime + index * SECOND_AFTER_SECONDS
    const oscillator = new OscillatorNode(context, { frequency: frequencyHz })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(PEAK_GAIN, begin + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + NOTE_SECONDS)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(begin)
    oscillator.stop(begin + NOTE_SECONDS)
    return new Promise((resolve) => oscillator.addEventListener('ended', resolve, { once: true }))
  })
  // A context that may not play would keep its notes for the first touch, long after they were true.
  if (context.state === 'running') await Promise.all(last)
  await context.close()
}
