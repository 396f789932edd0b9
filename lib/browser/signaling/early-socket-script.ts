/**
 * Opens the page's connection to the server while its scripts are still on their way: the whole of an inline module of the room page.
 * What comes is kept for `EarlyWebSocket`, which takes the connection over. One that nobody takes in time is closed.
 * Scripts that were there already have opened their own: then there is nothing to do.
 *
 * It speaks as Socket.IO does (Engine.IO 4 over WebSocket): `40` connects to the main namespace, and saves that round trip too.
 * Without quotes, angle brackets and ampersands, which React would escape.
 */
export const EARLY_SOCKET_SCRIPT = `
const address = new URL(\`/socket.io/?EIO=4\`, location.href)
address.searchParams.set(\`transport\`, \`websocket\`)
address.protocol = location.protocol.replace(\`http\`, \`ws\`)
if (Reflect.has(window, \`earshotEarlySocket\`) === false) {
  const socket = new WebSocket(address)
  const early = { socket, received: [] }
  window.earshotEarlySocket = early
  socket.onopen = function () { socket.send(\`40\`) }
  socket.onmessage = function (event) { early.received.push(event.data) }
  setTimeout(function () { if (window.earshotEarlySocket === early) socket.close() }, 15000)
}
`

/** What the script leaves in the page. */
export interface EarlySocket {
  readonly socket: WebSocket
  /** Messages that came before anybody listened, oldest first. */
  readonly received: readonly string[]
}

declare global {
  interface Window {
    earshotEarlySocket?: EarlySocket | undefined
  }
}
