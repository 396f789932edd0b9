import { LevelMeter, type LevelMeterOptions } from './level-meter'

/**
 * Owns the ear that a muted microphone keeps for the person alone, to tell them that they talk and nobody hears it: a
 * copy of the muted track, since that itself is silence. It lasts while somebody observes, is measured and never sent.
 */
export class MutedMicrophone {
  readonly #meter: LevelMeter
  #track: MediaStreamTrack | null = null
  #copy: MediaStreamTrack | null = null
  #observers = 0

  constructor(options: LevelMeterOptions) {
    this.#meter = new LevelMeter(options)
  }

  /** @param track The open microphone while it is muted; null: it is on, or closed. */
  setTrack(track: MediaStreamTrack | null): void {
    if (track === this.#track) return
    this.#track = track
    this.#renew()
  }

  /**
   * Calls back with each level, 0 while nothing is muted.
   * @returns Stops it; idempotent.
   */
  observe(onLevel: (level: number) => void): () => void {
    const lifetime = new AbortController()
    const stop = this.#meter.observe(onLevel)
    this.#observers += 1
    lifetime.signal.addEventListener('abort', () => {
      stop()
      this.#observers -= 1
      this.#renew()
    })
    this.#renew()
    return () => lifetime.abort()
  }

  /** Lets go of the copy and of the meter's context. */
  release(): void {
    this.setTrack(null)
    this.#meter.release()
  }

  #renew(): void {
    const before = this.#copy
    const track = this.#observers > 0 ? this.#track : null
    this.#copy = track === null ? null : track.clone()
    if (this.#copy !== null) this.#copy.enabled = true
    this.#meter.setTrack(this.#copy)
    before?.stop()
  }
}
