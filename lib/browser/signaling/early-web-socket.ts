import { WebSocket as WebSocketTransport } from 'socket.io-client'
import type { EarlySocket } from './early-socket-script'

/** Connects to the main namespace (Socket.IO 5 over Engine.IO 4). */
const CONNECT_PACKET = '40'

/**
 * Socket.IO's WebSocket transport, which for its first connection takes over the one that the page opened early, with all that has
 * come over it. The page has one socket either way.
 */
export class EarlyWebSocket extends WebSocketTransport {
  /** The page has asked already what Socket.IO is about to ask. */
  #isConnectSent = false

  override createSocket(...request: Parameters<WebSocketTransport['createSocket']>): WebSocket {
    const early = takeEarlySocket()
    if (early === null) return super.createSocket(...request)
    const { socket, received } = early
    if (socket.readyState === WebSocket.OPEN) {
      this.#isConnectSent = true
      // Socket.IO begins to listen once this has returned; nothing can come over the socket before a microtask has run.
      queueMicrotask(() => {
        socket.dispatchEvent(new Event('open'))
        for (const data of received) socket.dispatchEvent(new MessageEvent('message', { data }))
      })
    }
    return socket
  }

  override doWrite(...[packet, data]: Parameters<WebSocketTransport['doWrite']>): void {
    if (this.#isConnectSent && data === CONNECT_PACKET) this.#isConnectSent = false
    else super.doWrite(packet, data)
  }
}

/** @returns The connection that the page opened early, once; null where there is none that lives. From now on the page opens none. */
function takeEarlySocket(): EarlySocket | null {
  const early = window.earshotEarlySocket
  window.earshotEarlySocket = undefined
  return early !== undefined && early.socket.readyState <= WebSocket.OPEN ? early : null
}
