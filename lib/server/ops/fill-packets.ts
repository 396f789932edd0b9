import type { ServerResponse } from 'node:http'

/** A page that has not ended by then is sent as it comes. */
const TOGETHER_MS = 250

/**
 * Has what a page writes in its first moment leave together. Next writes it in pieces and each would be a packet, of which a connection
 * may send ten before the first is acknowledged (RFC 6928), however small they are: the page's end would be a round trip late.
 * What is larger than a response keeps by itself leaves as soon as there is so much.
 */
export function fillPackets(response: ServerResponse): void {
  response.cork()
  let isCorked = true
  const letGo = () => {
    clearTimeout(timer)
    // Its end has uncorked it.
    if (isCorked && !response.writableEnded) response.uncork()
    isCorked = false
  }
  const timer = setTimeout(letGo, TOGETHER_MS)
  response.once('finish', letGo).once('close', letGo)
  const write = response.write
  response.write = (...piece: readonly unknown[]) => {
    const hasRoom: boolean = Reflect.apply(write, response, piece)
    if (!hasRoom) letGo()
    return hasRoom
  }
}
