import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLocal } from './local-request'

/** What `/metrics` is answered from. */
export interface MetricsPage {
  /** What who asks has to bring. Null: the machine itself may ask, and nobody else. */
  readonly token: string | null
  readonly contentType: string
  render(): Promise<string>
}

/**
 * Answers `/metrics` to who may see it; to others the figures would say when people meet (docs/protocol.md, M1).
 * @returns false where the request asks for something else and was left alone
 */
export function answerMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  page: MetricsPage,
): boolean {
  if (request.url?.split('?', 1)[0] !== '/metrics') return false
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    return true
  }
  if (page.token === null ? !isLocal(request) : !isBearer(request, page.token)) {
    const challenge = page.token === null ? {} : { 'WWW-Authenticate': 'Bearer' }
    response.writeHead(page.token === null ? 403 : 401, challenge).end()
    return true
  }
  page.render().then(
    (text) => {
      const headers = { 'Cache-Control': 'no-store', 'Content-Type': page.contentType }
      response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : text)
    },
    () => response.writeHead(500).end(),
  )
  return true
}

/** RFC 6750 §2.1. Compared in a time that says nothing of how much of it fits. */
function isBearer({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  return given !== undefined && timingSafeEqual(hash(given), hash(token))
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
