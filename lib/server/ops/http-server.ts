import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Logger } from 'pino'
import { answerCspReport } from './csp-reports'
import { answerDoctorIce, type DoctorIceParts } from './doctor-ice'
import type { Environment } from './env'
import { readAddressKey, readOrigination } from './forwarded'
import { answerHealth, type HealthSource } from './health'
import { boundConnections, HTTP_BOUNDS, type HttpBounds, toServerOptions } from './http-bounds'
import { toLoggableError } from './logger'
import { answerMetrics, type MetricsPage } from './metrics-endpoint'
import type { Pages } from './pages'
import { refusePrerender } from './refuse-prerender'
import { applySecurityHeaders } from './security-headers'

/** A private key and its certificate, PEM. */
export interface TlsCredentials {
  readonly key: string
  readonly cert: string
}

/**
 * Builds the one HTTP(S) server: security headers on everything; health, figures, reports and the doctor's question before pages;
 * pages for the rest, to those who visit them.
 * @param parts.ownUpgradePath connections upgraded under this path belong to another listener; the rest is the pages' or ended
 */
export function createHttpServer(parts: {
  readonly environment: Pick<Environment, 'isDevelopment' | 'trustedProxies'>
  readonly tls: TlsCredentials | null
  readonly health: HealthSource
  readonly metrics: MetricsPage
  readonly pages: Pages
  readonly logger: Logger
  readonly allowReport: (addressKey: string) => Promise<boolean>
  readonly doctor: Omit<DoctorIceParts, 'toAddressKey'>
  readonly ownUpgradePath: string
  readonly bounds?: HttpBounds
}): Server {
  const { environment, tls, health, metrics, pages, logger, ownUpgradePath, bounds = HTTP_BOUNDS } = parts
  const { trustedProxies } = environment
  const toAddressKey = (request: IncomingMessage) => readAddressKey(request, trustedProxies)
  const reports = { logger, allowReport: parts.allowReport, toAddressKey }
  const doctor = { ...parts.doctor, toAddressKey }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { isSecure } = readOrigination(request, trustedProxies)
    applySecurityHeaders(request, response, { isDevelopment: environment.isDevelopment, isSecure })
    if (answerHealth(request, response, health)) return
    if (answerMetrics(request, response, metrics)) return
    if (answerCspReport(request, response, reports)) return
    if (answerDoctorIce(request, response, doctor)) return
    if (refusePrerender(request, response)) return
    if (!isDecodable(request.url ?? '/')) request.url = NO_ROOM_PATH
    try {
      await pages.handle(request, response)
    } catch (error) {
      logger.error({ error: toLoggableError(error) }, 'A page failed')
      if (!response.headersSent) response.writeHead(500)
      response.end()
    }
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response)
  const options = toServerOptions(bounds)
  const server =
    tls === null
      ? createServer(options, listener)
      : createTlsServer({ ...options, ...tls, handshakeTimeout: bounds.tlsMs }, listener)
  boundConnections(server, { bounds, trustedProxies })
  server.on('upgrade', (request, socket, head) => {
    if ((request.url ?? '').startsWith(ownUpgradePath)) return
    if (!pages.handleUpgrade(request, socket, head)) socket.destroy()
  })
  return server
}

/** No room name has this form, so the pages say what a room name is. */
const NO_ROOM_PATH = '/!'

/** Next refuses a path with a broken escape before any page is asked. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}
