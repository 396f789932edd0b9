import type { Clock } from './clock'

/** By so much the first frame may come after the sound. */
const PICTURE_PATIENCE_MS = 300

interface MainStreamOptions {
  readonly stream: MediaStream
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onChange: () => void
}

/**
 * Owns which tracks are in the stream of a peer's microphone and camera. A video element plays no sound before the first frame of a
 * picture track, which without a camera would be never; but a track that joins the stream only when its first packet has come is seen
 * from the second frame on. So it is in from the beginning, and out while there is sound without a picture.
 */
export class MainStream {
  readonly stream: MediaStream
  readonly #options: MainStreamOptions

  constructor(options: MainStreamOptions) {
    this.stream = options.stream
    this.#options = options
  }

  add(track: MediaStreamTrack): void {
    this.stream.addTrack(track)
    if (track.kind === 'audio') this.#onceUnmuted(track, () => this.#waitForPicture())
  }

  #waitForPicture(): void {
    const { clock, signal } = this.#options
    const timer = clock.setTimeout(() => {
      for (const track of this.stream.getVideoTracks()) if (track.muted) this.#takeOut(track)
    }, PICTURE_PATIENCE_MS)
    signal.addEventListener('abort', () => clock.clearTimeout(timer), { once: true })
  }

  #takeOut(track: MediaStreamTrack): void {
    const { stream } = this
    stream.removeTrack(track)
    // Browsers tell of what they themselves took out, and no element notices anything else.
    stream.dispatchEvent(new Event('removetrack'))
    this.#onceUnmuted(track, () => {
      stream.addTrack(track)
      this.#options.onChange()
    })
  }

  #onceUnmuted(track: MediaStreamTrack, callback: () => void): void {
    const { signal } = this.#options
    if (track.muted) track.addEventListener('unmute', callback, { once: true, signal })
    else callback()
  }
}
