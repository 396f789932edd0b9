/**
 * Ends a socket that has been in no room and at no door for a whole period: one that connects must come for something.
 * It looks once a period, so that somebody who has left has at least one period more.
 * The timer is the connection's, as Socket.IO's heartbeat is, and not the rooms' clock.
 * @returns stops it
 */
export function watchOutsider(options: {
  readonly isOutside: () => boolean
  readonly periodMs: number
  readonly drop: () => void
}): () => void {
  let wasOutside = true
  const timer = setInterval(() => {
    const isOutside = options.isOutside()
    if (wasOutside && isOutside) options.drop()
    wasOutside = isOutside
  }, options.periodMs)
  timer.unref()
  return () => clearInterval(timer)
}
