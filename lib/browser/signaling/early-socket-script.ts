import { EARLY_JOIN_ANSWER } from '@/lib/protocol/answers'
import type { RequestOf } from '@/lib/protocol/requests'
import type { EarlyJoin } from './early-join'
import { MEMBER_KEYS_KEY, PREFERENCES_KEY, STAY_KEY_PREFIX } from './storage-keys'

/** What begins the packet that brings the answer (Socket.IO 5: an event in an Engine.IO message). */
export const EARLY_ANSWER_PREFIX = `42["${EARLY_JOIN_ANSWER}",`

/**
 * Opens the page's connection to the server while its scripts are still on their way, and asks to join by it: the whole of an inline
 * module of the room page. What comes is kept for `EarlyWebSocket`, which takes the connection over. One that nobody takes in time is
 * closed. Scripts that were there already have opened their own: then there is nothing to do.
 *
 * It speaks as Socket.IO does (Engine.IO 4 over WebSocket): `40` connects to the main namespace, and carries the join as its `auth`.
 * It asks only for a first visit without a key: what seals, and what a refresh has to prove, is the scripts' matter. What it says of
 * the person is what they will say again; a name that would have to be cleaned first waits for them.
 * Who comes to join will be answering in a moment: the browser, which starts its part for calls with the first connection of a page, does
 * so while the scripts are on their way. That connection is closed at once and reaches nobody.
 * Without quotes, angle brackets and ampersands, which React would escape.
 */
export const EARLY_SOCKET_SCRIPT = `
const address = new URL(\`/socket.io/?EIO=4\`, location.href)
address.searchParams.set(\`transport\`, \`websocket\`)
address.protocol = location.protocol.replace(\`http\`, \`ws\`)
function makeId() {
  const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))
  return btoa(bytes).replaceAll(\`+\`, \`-\`).replaceAll(\`/\`, \`_\`).replaceAll(\`=\`, \`\`)
}
function readKept(key) {
  return JSON.parse(localStorage.getItem(key) ?? \`null\`)
}
const stay = JSON.parse(document.querySelector(\`script[data-stay]\`).dataset.stay)
function describeJoin() {
  const { room, query, guestName } = stay
  if (isSecureContext === false || location.hash) return null
  if (sessionStorage.getItem(\`${STAY_KEY_PREFIX}\` + room) !== null) return null
  const name = query.name ?? readKept(\`${PREFERENCES_KEY}\`)?.name ?? \`\`
  if (/^([\\p{L}\\p{N}][\\p{L}\\p{N} ]{0,30})?$/u.test(name) === false) return null
  const key = readKept(\`${MEMBER_KEYS_KEY}\`)?.[room]?.key
  return {
    room,
    seed: makeId(),
    memberKey: /^[\\w-]{22}$/.test(key) ? key : makeId(),
    page: makeId(),
    profile: JSON.stringify({
      name: name.trim() || guestName,
      isMicrophoneOn: false,
      isCameraOn: false,
      screenStreamId: null,
      revision: Date.now(),
    }),
  }
}
function tryToDescribeJoin() {
  try {
    return describeJoin()
  } catch {
    return null
  }
}
if (Reflect.has(window, \`earshotEarlySocket\`) === false) {
  const socket = new WebSocket(address)
  const early = { socket, received: [], join: tryToDescribeJoin(), hasAsked: false }
  window.earshotEarlySocket = early
  socket.onopen = function () {
    early.hasAsked = early.join !== null
    socket.send(early.hasAsked ? \`40\` + JSON.stringify({ join: early.join }) : \`40\`)
  }
  socket.onmessage = function (event) { early.received.push(event.data) }
  setTimeout(function () { if (window.earshotEarlySocket === early) socket.close() }, 15000)
  if (stay.query.shouldJoin) setTimeout(function () { if (window.RTCPeerConnection) new RTCPeerConnection().close() })
}
`

/** What the script leaves in the page. */
export interface EarlySocket {
  readonly socket: WebSocket
  /** Messages that came before anybody listened, oldest first. */
  readonly received: readonly string[]
  /** What it asks, or would have asked; null where that is for the scripts to do. */
  readonly join: RequestOf<'room:join'> | null
  /** It has asked. */
  readonly hasAsked: boolean
  /** The join for the session that has taken it on. */
  taken?: EarlyJoin
}

declare global {
  interface Window {
    earshotEarlySocket?: EarlySocket | undefined
  }
}
