/** The part of an AudioContext that metering needs. */
export type MeterAudioContext = Pick<
  AudioContext,
  'state' | 'resume' | 'suspend' | 'close' | 'createMediaStreamSource' | 'createAnalyser'
>

/** What the meter needs of the browser. */
export interface LevelMeterOptions {
  readonly createAudioContext: () => MeterAudioContext
  readonly createMediaStream: (tracks?: MediaStreamTrack[]) => MediaStream
}

/** About 15 a second: fluid to the eye. A timer and not an animation frame, for the call goes on in a hidden tab. */
const TICK_MS = 66

/** Autoplay rules keep a context suspended until a gesture, which has no event here: ask again about once a second. */
const TICKS_PER_RESUME = 15

/** Samples per look: 43 ms at 48 kHz, the shortest power of two that holds several periods of the deepest voice. */
const FFT_SIZE = 2_048

/** Loudness between which the meter moves, in dBFS: a quiet room's noise, and a voice close to the microphone. */
const FLOOR_DB = -60
const CEILING_DB = -12

/** @returns The loudness of samples in -1…1 on a scale of 0 (silence) to 1 that is even to the ear: linear in decibels. */
export function levelOfSamples(samples: Float32Array): number {
  if (samples.length === 0) return 0
  const meanSquare = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  if (meanSquare === 0) return 0
  const level = (10 * Math.log10(meanSquare) - FLOOR_DB) / (CEILING_DB - FLOOR_DB)
  return Math.min(1, Math.max(0, level))
}

interface Tap {
  readonly track: MediaStreamTrack
  readonly source: MediaStreamAudioSourceNode
  readonly analyser: AnalyserNode
  readonly timer: ReturnType<typeof setInterval>
}

/**
 * Owns the one AudioContext that measures how loud the microphone is. It is made when there is first a track to measure and someone to tell,
 * sleeps while there is not, and is closed by `release()`. Never plays anything.
 */
export class LevelMeter {
  private readonly options: LevelMeterOptions
  private readonly listeners = new Set<{ readonly onLevel: (level: number) => void }>()
  private readonly samples = new Float32Array(FFT_SIZE)
  private context: MeterAudioContext | null = null
  private track: MediaStreamTrack | null = null
  private tap: Tap | null = null
  private ticks = 0

  constructor(options: LevelMeterOptions) {
    this.options = options
  }

  /** Measures this track from now on; null (off, muted, none): the level is 0. */
  setTrack(track: MediaStreamTrack | null): void {
    this.track = track
    this.update()
  }

  /**
   * Calls back with each level; with 0 at once, and again when there is no longer a track.
   * @returns Stops it; idempotent.
   */
  observe(onLevel: (level: number) => void): () => void {
    const listener = { onLevel }
    this.listeners.add(listener)
    onLevel(0)
    this.update()
    return () => {
      this.listeners.delete(listener)
      this.update()
    }
  }

  /** Lets go of the track and the context; observers stay and are served again with the next track. */
  release(): void {
    this.setTrack(null)
    const context = this.context
    this.context = null
    void context?.close().catch(ignoreRejection)
  }

  private update(): void {
    const track = this.listeners.size > 0 ? this.track : null
    if (this.tap !== null && this.tap.track === track) return
    if (this.tap !== null) this.untap(this.tap)
    if (track !== null) this.tapInto(track)
    else void this.context?.suspend().catch(ignoreRejection)
  }

  private tapInto(track: MediaStreamTrack): void {
    try {
      this.context ??= this.options.createAudioContext()
      const context = this.context
      const source = context.createMediaStreamSource(this.options.createMediaStream([track]))
      const analyser = context.createAnalyser()
      analyser.fftSize = FFT_SIZE
      source.connect(analyser)
      void context.resume().catch(ignoreRejection)
      this.ticks = 0
      this.tap = { track, source, analyser, timer: setInterval(() => this.tick(), TICK_MS) }
    } catch {
      // No audio output, or too many contexts: the meter stays at 0, the call goes on.
      this.tap = null
    }
  }

  private untap(tap: Tap): void {
    clearInterval(tap.timer)
    tap.source.disconnect()
    this.tap = null
    this.tell(0)
  }

  private tick(): void {
    if (this.tap === null || this.context === null) return
    this.ticks += 1
    if (this.context.state !== 'running') {
      if (this.ticks % TICKS_PER_RESUME === 0) void this.context.resume().catch(ignoreRejection)
      return
    }
    this.tap.analyser.getFloatTimeDomainData(this.samples)
    this.tell(levelOfSamples(this.samples))
  }

  private tell(level: number): void {
    for (const listener of this.listeners) listener.onLevel(level)
  }
}

/** A context that cannot change its state tells so by its state, which is looked at anyway. */
function ignoreRejection(): void {}
