const RING_EVERY_MS = 2_800
const PEAK_GAIN = 0.08
/** Two soft tones a fourth apart, as hertz and seconds after the ring begins. */
const TONES = [
  { frequencyHz: 587.33, atSeconds: 0 },
  { frequencyHz: 783.99, atSeconds: 0.22 },
] as const
const TONE_SECONDS = 0.9

function ringOnce(context: AudioContext): void {
  for (const { frequencyHz, atSeconds } of TONES) {
    const begin = context.currentTime + atSeconds
    const oscillator = new OscillatorNode(context, { type: 'sine', frequency: frequencyHz })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(PEAK_GAIN, begin + 0.04)
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + TONE_SECONDS)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(begin)
    oscillator.stop(begin + TONE_SECONDS)
  }
}

/** Rings softly until it is stopped. Where the browser blocks sound before the first touch, it stays silent until then. */
export function startRing(): () => void {
  const context = new AudioContext()
  const ringIfAllowed = () => {
    if (context.state === 'running') ringOnce(context)
  }
  context.addEventListener('statechange', ringIfAllowed, { once: true })
  const timer = setInterval(ringIfAllowed, RING_EVERY_MS)
  return () => {
    clearInterval(timer)
    context.removeEventListener('statechange', ringIfAllowed)
    context.close().catch(() => {})
  }
}
