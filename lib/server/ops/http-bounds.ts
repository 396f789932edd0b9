import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { toAddressKey } from './forwarded'

/** What HTTP connections may take of the server. Rule B15 of docs/protocol.md. */
export const HTTP_BOUNDS = {
  /** A request's head, from the connection's first byte on: who sends it byte by byte is cut off. */
  headersMs: 10_000,
  /** The whole request: the largest message over a very slow line. */
  requestMs: 30_000,
  /** How often the two above are looked at. */
  checkMs: 1_000,
  /** A connection on which nothing moves; a poll is answered every five seconds. Those upgraded have their own heartbeat. */
  silenceMs: 60_000,
  /** Between two requests: longer than proxies in front keep theirs, so that none is ended under a request. */
  keepAliveMs: 65_000,
  /** A TLS handshake. */
  tlsMs: 10_000,
  /** All connections: twice the sockets, for pages and polls. */
  connections: 20_000,
  /** One network address; not counted behind a proxy, whose own address it would be. */
  connectionsPerAddress: 1_024,
} as const

/** `HTTP_BOUNDS` with other numbers, as a test sets them. */
export type HttpBounds = { readonly [N in keyof typeof HTTP_BOUNDS]: number }

/** What a server is created with. */
export function toServerOptions(bounds: HttpBounds) {
  return {
    headersTimeout: bounds.headersMs,
    requestTimeout: bounds.requestMs,
    connectionsCheckingInterval: bounds.checkMs,
    keepAliveTimeout: bounds.keepAliveMs,
  }
}

/** Bounds what a created server takes in; further connections are ended before anything is read from them. */
export function boundConnections(
  server: Server,
  { bounds, trustedProxies }: { readonly bounds: HttpBounds; readonly trustedProxies: number },
): void {
  server.timeout = bounds.silenceMs
  server.maxConnections = bounds.connections
  if (trustedProxies > 0) return
  const counts = new Map<string, number>()
  server.prependListener('connection', (socket: Socket) => {
    const key = toAddressKey(socket.remoteAddress ?? '')
    const count = (counts.get(key) ?? 0) + 1
    if (count > bounds.connectionsPerAddress) {
      socket.destroy()
      return
    }
    counts.set(key, count)
    socket.once('close', () => {
      const left = (counts.get(key) ?? 1) - 1
      if (left === 0) counts.delete(key)
      else counts.set(key, left)
    })
  })
}
