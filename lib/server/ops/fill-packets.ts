import type { ServerResponse } from 'node:http'

/** A page that has not ended by then is sent as it comes. */
const TOGETHER_MS = 250

/**
 * Has what a page writes in its first moment leave together. Next writes it in pieces and each would be a packet, of which a connection
 * may send ten before the first is acknowledged (RFC 6928), however small they are: the page's end would be a round trip late.
 */
export function fillPackets(response: ServerResponse): void {
  response.cork()
  const timer = setTimeout(() => response.uncork(), TOGETHER_MS)
  // Its end uncorks it.
  response.once('close', () => clearTimeout(timer)).once('finish', () => clearTimeout(timer))
}
