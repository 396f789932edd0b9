import { WebSocket as WebSocketTransport } from 'socket.io-client'
import { EarlyJoin } from './early-join'
import { EARLY_ANSWER_PREFIX, type EarlySocket } from './early-socket-script'

/** Connects to the main namespace (Socket.IO 5 over Engine.IO 4). */
const CONNECT_PACKET = '40'

/**
 * Socket.IO's WebSocket transport, which for its first connection takes over the one that the page opened early, with all that has
 * come over it. The page has one socket either way. What the page asked early is answered to who waits for it, and to nobody else: Socket.IO
 * does not hear of it.
 */
export class EarlyWebSocket extends WebSocketTransport {
  /** The page has asked already what Socket.IO is about to ask. */
  #isConnectSent = false
  #join: EarlyJoin | null = null

  override createSocket(...request: Parameters<WebSocketTransport['createSocket']>): WebSocket {
    const early = takeEarlySocket()
    if (early === null) return super.createSocket(...request)
    const { socket, received, hasAsked, taken } = early
    if (hasAsked && taken !== undefined) {
      taken.isAsked = true
      this.#join = taken
    }
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

  protected override onData(data: Parameters<WebSocketTransport['onData']>[0]): void {
    if (typeof data === 'string' && data.startsWith(EARLY_ANSWER_PREFIX))
      this.#join?.deliver(readAnswer(data))
    else super.onData(data)
  }

  override doWrite(...[packet, data]: Parameters<WebSocketTransport['doWrite']>): void {
    if (this.#isConnectSent && data === CONNECT_PACKET) this.#isConnectSent = false
    else super.doWrite(packet, data)
  }
}

/** @returns What the server answered; null where it cannot be read. */
function readAnswer(packet: string): unknown {
  try {
    // What is left of the event's list is the answer and the bracket that ends it.
    return JSON.parse(packet.slice(EARLY_ANSWER_PREFIX.length, -1))
  } catch {
    return null
  }
}

/** @returns The connection that the page opened early, once; null where there is none that lives. From now on the page opens none. */
function takeEarlySocket(): EarlySocket | null {
  const early = window.earshotEarlySocket
  window.earshotEarlySocket = undefined
  return early !== undefined && early.socket.readyState <= WebSocket.OPEN ? early : null
}

/**
 * The join that the page asks for by itself, for the first session of the page. Whoever takes it joins as it says, over the next socket
 * that is made.
 * @returns null where the page leaves joining to its scripts.
 */
export function takeEarlyJoin(): EarlyJoin | null {
  const early = window.earshotEarlySocket
  if (early === undefined || early.join === null || early.taken !== undefined) return null
  early.taken = new EarlyJoin(early.join)
  return early.taken
}
