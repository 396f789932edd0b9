import type { LinkConnection } from './link-connection'

/**
 * Owns the sorting of what comes in: the first remote stream is microphone and camera, kept as one stream object for
 * the link's life; every other one is a screen, for as long as a live track is in it.
 */
export class RemoteStreams {
  readonly #createStream: () => MediaStream
  readonly #signal: AbortSignal
  readonly #onChange: () => void
  #mainId: string | null = null
  #main: MediaStream | null = null
  readonly #screens = new Map<string, MediaStream>()

  constructor(options: {
    readonly connection: LinkConnection
    readonly signal: AbortSignal
    readonly createStream: () => MediaStream
    readonly onChange: () => void
  }) {
    this.#createStream = options.createStream
    this.#signal = options.signal
    this.#onChange = options.onChange
    options.connection.addEventListener(
      'track',
      ({ track, streams }) => {
        for (const stream of streams) this.#handleTrack(track, stream)
      },
      { signal: options.signal },
    )
  }

  /** Microphone and camera; null until the peer's first description has come. */
  get main(): MediaStream | null {
    return this.#main
  }

  /** @returns The screens that are being sent, by stream id. */
  liveScreens(): ReadonlyMap<string, MediaStream> {
    return new Map([...this.#screens].filter(([, stream]) => hasLiveTrack(stream)))
  }

  #handleTrack(track: MediaStreamTrack, stream: MediaStream): void {
    this.#mainId ??= stream.id
    if (stream.id === this.#mainId) {
      this.#main ??= this.#createStream()
      this.#main.addTrack(track)
    } else {
      this.#watchScreen(stream)
      track.addEventListener('ended', this.#onChange, { signal: this.#signal })
    }
    this.#onChange()
  }

  #watchScreen(stream: MediaStream): void {
    if (this.#screens.get(stream.id) === stream) return
    this.#screens.set(stream.id, stream)
    const options = { signal: this.#signal }
    stream.addEventListener('addtrack', this.#onChange, options)
    stream.addEventListener(
      'removetrack',
      () => {
        if (stream.getTracks().length === 0 && this.#screens.get(stream.id) === stream) {
          this.#screens.delete(stream.id)
        }
        this.#onChange()
      },
      options,
    )
  }
}

function hasLiveTrack(stream: MediaStream): boolean {
  return stream.getTracks().some((track) => track.readyState === 'live')
}
