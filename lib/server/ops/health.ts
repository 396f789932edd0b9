import type { IncomingMessage, ServerResponse } from 'node:http'

/** What the health addresses are answered from. */
export interface HealthSource {
  /** Whether new people may be sent here: false while starting and while stopping. */
  isReady(): boolean
}

/**
 * Answers `/healthz` (the process runs) and `/readyz` (503 unless it takes people in) as JSON.
 * @returns false where the request asks for something else and was left alone
 */
export function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  source: HealthSource,
): boolean {
  const path = request.url?.split('?', 1)[0]
  if (path !== '/healthz' && path !== '/readyz') return false
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return true
  }
  const isUp = path === '/healthz' || source.isReady()
  const body = JSON.stringify({ status: isUp ? 'ok' : 'unavailable' })
  response
    .writeHead(isUp ? 200 : 503, {
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
      'Content-Type': 'application/json',
    })
    .end(request.method === 'HEAD' ? undefined : body)
  return true
}
