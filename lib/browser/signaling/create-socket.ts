import { io, XHR } from 'socket.io-client'
import { EarlyWebSocket } from './early-web-socket'
import type { SignalingSocket } from './signaling-socket'

/**
 * A socket to the page's own origin, not yet connected: the page's first takes over what the page opened early. WebSocket first, since polling costs two more round trips;
 * polling stays the way through proxies that break the upgrade.
 */
export function createSocket(): SignalingSocket {
  return io({
    autoConnect: false,
    transports: [EarlyWebSocket, XHR],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 3_000,
    timeout: 6_000,
  })
}
