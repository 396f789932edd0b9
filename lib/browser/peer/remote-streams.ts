import type { Clock } from './clock'
import type { LinkConnection } from './link-connection'
import { MainStream } from './main-stream'

interface RemoteStreamsOptions {
  readonly connection: LinkConnection
  readonly clock: Clock
  readonly signal: AbortSignal
  /** The signal ends the stream. */
  readonly createStream: (signal: AbortSignal) => MediaStream
  readonly onChange: () => void
}

/**
 * Owns the sorting of what comes in: the first remote stream is microphone and camera, kept as one stream object for
 * the link's life; every other one is a screen, for as long as a live track is in it.
 */
export class RemoteStreams {
  readonly #options: RemoteStreamsOptions
  #mainId: string | null = null
  #main: MainStream | null = null
  readonly #screens = new Map<string, MediaStream>()

  constructor(options: RemoteStreamsOptions) {
    this.#options = options
    options.connection.addEventListener(
      'track',
      ({ track, streams }) => {
        for (const stream of streams) this.#addTrack(track, stream)
        options.onChange()
      },
      { signal: options.signal },
    )
  }

  /** Microphone and camera; null until the peer's first description has come. */
  get main(): MediaStream | null {
    return this.#main?.stream ?? null
  }

  /**
   * The screens that are being sent, by stream id. Tracks of a peer come and go with its descriptions alone, so the
   * answer is settled once an exchange is complete; nobody needs to listen to each stream.
   */
  liveScreens(): ReadonlyMap<string, MediaStream> {
    for (const [id, stream] of this.#screens) if (!hasLiveTrack(stream)) this.#screens.delete(id)
    return new Map(this.#screens)
  }

  #addTrack(track: MediaStreamTrack, stream: MediaStream): void {
    this.#mainId ??= stream.id
    if (stream.id !== this.#mainId) {
      this.#screens.set(stream.id, stream)
      return
    }
    this.#main ??= new MainStream({
      ...this.#options,
      stream: this.#options.createStream(this.#options.signal),
    })
    this.#main.add(track)
  }
}

function hasLiveTrack(stream: MediaStream): boolean {
  return stream.getTracks().some((track) => track.readyState === 'live')
}
