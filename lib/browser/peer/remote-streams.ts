import type { LinkConnection } from './link-connection'

/**
 * Owns the sorting of what comes in: the first remote stream is microphone and camera, kept as one stream object for
 * the link's life; every other one is a screen, for as long as a live track is in it.
 */
export class RemoteStreams {
  readonly #createStream: () => MediaStream
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
    options.connection.addEventListener(
      'track',
      ({ track, streams }) => {
        for (const stream of streams) this.#addTrack(track, stream, options)
        options.onChange()
      },
      { signal: options.signal },
    )
  }

  /** Microphone and camera; null until the peer's first description has come. */
  get main(): MediaStream | null {
    return this.#main
  }

  /**
   * The screens that are being sent, by stream id. Tracks of a peer come and go with its descriptions alone, so the
   * answer is settled once an exchange is complete; nobody needs to listen to each stream.
   */
  liveScreens(): ReadonlyMap<string, MediaStream> {
    for (const [id, stream] of this.#screens) if (!hasLiveTrack(stream)) this.#screens.delete(id)
    return new Map(this.#screens)
  }

  #addTrack(
    track: MediaStreamTrack,
    stream: MediaStream,
    { signal, onChange }: { readonly signal: AbortSignal; readonly onChange: () => void },
  ): void {
    this.#mainId ??= stream.id
    if (stream.id !== this.#mainId) {
      this.#screens.set(stream.id, stream)
      return
    }
    this.#main ??= this.#createStream()
    const main = this.#main
    const add = () => {
      main.addTrack(track)
      onChange()
    }
    // A video element plays no sound before the first frame of a picture track: without a camera that would be never.
    if (track.kind === 'video' && track.muted) track.addEventListener('unmute', add, { once: true, signal })
    else main.addTrack(track)
  }
}

function hasLiveTrack(stream: MediaStream): boolean {
  return stream.getTracks().some((track) => track.readyState === 'live')
}
