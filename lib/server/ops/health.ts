import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RoomCounts } from '@/lib/server/store/room-store'
import { isLocal } from './local-request'

/** What the health addresses are answered from. */
export interface HealthSource {
  /** Whether new people may be sent here: false while starting and while stopping. */
  isReady(): boolean
  /** How much it holds: figures alone, no names. Told to the machine itself. */
  count(): Promise<RoomCounts>
}

/**
 * Answers `/healthz` (the process runs) and `/readyz` (503 unless it takes people in) as JSON. How much the server holds
 * is told to who asks from the machine itself and through no proxy: to others it would say when people meet.
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
  if (path === '/readyz') {
    const isReady = source.isReady()
    answerJson(request, response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'unavailable' })
  } else if (!isLocal(request)) {
    answerJson(request, response, 200, { status: 'ok' })
  } else {
    source.count().then(
      (counts) => answerJson(request, response, 200, { status: 'ok', ...counts }),
      // The process runs; that its rooms are out of reach is what `/readyz` is for.
      () => answerJson(request, response, 200, { status: 'ok' }),
    )
  }
  return true
}

function answerJson(request: IncomingMessage, response: ServerResponse, status: number, value: object): void {
  const body = JSON.stringify(value)
  response
    .writeHead(status, {
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
      'Content-Type': 'application/json',
    })
    .end(request.method === 'HEAD' ? undefined : body)
}
