/**
 * Plays once. What keeps an element from playing for a moment passes by itself.
 * @param onBlocked Called when the browser refuses to play sound before the person has touched the page.
 */
export function tryToPlay(video: HTMLVideoElement, onBlocked: () => void): void {
  video.play().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked()
  })
}

/**
 * Plays a live stream in an element, and goes on whenever the browser left off: it refuses sound to a page that neither was touched nor
 * captures yet, and pauses a stream that has no track for a moment. Else nobody would be heard once all is well.
 * @param onBlocked Called when the browser refuses to play sound before the person has touched the page.
 * @returns Stops watching; what plays goes on.
 */
export function keepPlaying(video: HTMLVideoElement, stream: MediaStream, onBlocked: () => void): () => void {
  const lifetime = new AbortController()
  const { signal } = lifetime
  const play = () => {
    // Before anything has come the refusal is not the last word: a page that has begun to capture meanwhile may play.
    const isReady = video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
    tryToPlay(video, () => {
      if (isReady && video.paused && !signal.aborted) onBlocked()
    })
  }
  const resume = () => {
    // One that has ended would only pause again.
    if (video.paused && stream.active) play()
  }
  // What waited for a picture that does not come waits on without its track, unless it begins anew.
  const reload = () => {
    if (video.readyState === HTMLMediaElement.HAVE_NOTHING) video.load()
  }
  stream.addEventListener('removetrack', reload, { signal })
  video.addEventListener('canplay', resume, { signal })
  video.addEventListener('pause', resume, { signal })
  play()
  return () => lifetime.abort()
}
