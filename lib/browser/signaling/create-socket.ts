import { io } from 'socket.io-client'
import type { SignalingSocket } from './signaling-socket'

/**
 * A socket to the page's own origin, not yet connected. WebSocket first, since polling costs two more round trips;
 * polling stays the way through proxies that break the upgrade.
 */
export function createSocket(): SignalingSocket {
  return io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 3_000,
    timeout: 6_000,
  })
}
