import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createCertificate } from '@/scripts/lib/certificate.mjs'

/** How this web server differs from Earshot behind a good proxy. */
export interface WebFaults {
  /** Over plain HTTP, at another name than localhost. */
  readonly isPlain?: boolean
  /** When its certificate was made; it lasts 397 days. */
  readonly certifiedAtMs?: number
  /** Its certificate names localhost alone, and it is visited by its address. */
  readonly isForAnotherName?: boolean
  readonly healthBody?: string
  /** What it says to a request for an upgrade: 101 passes it. */
  readonly upgradeStatus?: number
}

/** Stands for what people reach at the public address. */
export class DoctoredWebServer {
  readonly #server: Server
  readonly url: URL
  /** PEM: the authority of its certificate. */
  readonly authority: string | undefined

  private constructor(server: Server, url: URL, authority: string | undefined) {
    this.#server = server
    this.url = url
    this.authority = authority
  }

  static async start(faults: WebFaults = {}): Promise<DoctoredWebServer> {
    const listener: RequestListener = (_request, response) => response.end(faults.healthBody ?? HEALTH)
    const addresses = faults.isForAnotherName === true ? [] : ['127.0.0.1']
    const certificate =
      faults.isPlain === true ? null : await createCertificate(addresses, faults.certifiedAtMs ?? Date.now())
    const server = certificate === null ? createServer(listener) : createTlsServer(certificate, listener)
    const status = faults.upgradeStatus ?? 101
    server.on('upgrade', (_request, socket) => {
      const upgrade =
        status === 101 ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : 'Content-Length: 0\r\n'
      socket.end(`HTTP/1.1 ${status} Answer\r\n${upgrade}\r\n`)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const url = new URL(`${certificate === null ? 'http' : 'https'}://127.0.0.1:${port}`)
    return new DoctoredWebServer(server, url, certificate?.cert)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

const HEALTH = '{"status":"ok"}'
