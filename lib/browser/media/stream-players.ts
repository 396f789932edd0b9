/**
 * Owns the elements in which streams play before there is a tile to show them. A browser takes a while to make a player, and one that
 * is made only when the first frame has come often shows the second; so a link that waits for an answer has its player already.
 */
export class StreamPlayers {
  readonly #players = new WeakMap<MediaStream, HTMLVideoElement>()

  /**
   * @param signal Ends the stream: a player that has no place in the page by then lets go of it.
   * @returns A stream that plays in an element of its own, without any sound until a tile has taken it.
   */
  createStream(signal: AbortSignal): MediaStream {
    const stream = new MediaStream()
    const player = document.createElement('video')
    // Whoever rings could send before they are answered, and is not to be heard.
    player.muted = true
    player.autoplay = true
    player.playsInline = true
    const begin = () => {
      player.srcObject ??= stream
    }
    // A page counts as loading as long as a player in it has nothing to show (HTML, "delaying-the-load-event flag"). A tile does not wait.
    if (document.readyState === 'complete') begin()
    else window.addEventListener('load', begin, { once: true, signal })
    // What waited for a picture that does not come waits on without its track, unless it begins anew.
    const reload = () => {
      if (player.readyState === HTMLMediaElement.HAVE_NOTHING) player.load()
    }
    const release = () => {
      if (!player.isConnected) player.srcObject = null
    }
    stream.addEventListener('removetrack', reload, { signal })
    signal.addEventListener('abort', release, { once: true })
    this.#players.set(stream, player)
    return stream
  }

  /** @returns The element in which the stream plays, the same each time; null where it has none of its own. */
  find(stream: MediaStream): HTMLVideoElement | null {
    return this.#players.get(stream) ?? null
  }
}
