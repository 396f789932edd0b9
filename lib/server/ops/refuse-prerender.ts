import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Refuses to have a page run before anybody visits it, as browsers do with addresses that are likely to be opened next (`Sec-Purpose` with
 * `prerender`, W3C Prerendering Revamped): a room page would join its room.
 * @returns Whether the request was that, and is answered.
 */
export function refusePrerender(request: IncomingMessage, response: ServerResponse): boolean {
  const purpose = request.headers['sec-purpose']
  if (typeof purpose !== 'string' || !purpose.includes('prerender')) return false
  response.writeHead(503, { 'Cache-Control': 'no-store' }).end()
  return true
}
