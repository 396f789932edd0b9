import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'

/**
 * Asks STUN servers, from one socket, which address it has in their eyes, and prints the answers as a JSON list:
 * "address:port", or null where none came.
 *
 *   node ask-stun.mjs ADDRESS:PORT ...
 */

/** RFC 8489 §5. */
const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const MAGIC_COOKIE = 0x2112a442
const XOR_MAPPED_ADDRESS = 0x0020
const HEADER_BYTES = 20

const REPEAT_MS = 100
const GIVE_UP_MS = 2_000

const servers = process.argv.slice(2).map((text) => {
  const [address = '', port = ''] = text.split(':')
  return { address, port: Number(port), transaction: randomBytes(12) }
})
const answers = new Array(servers.length).fill(null)

const socket = createSocket('udp4')
socket.on('message', (message) => {
  const index = servers.findIndex(({ transaction }) => message.subarray(8, HEADER_BYTES).equals(transaction))
  if (index < 0 || message.readUInt16BE(0) !== BINDING_SUCCESS) return
  answers[index] = readMappedAddress(message)
  if (!answers.includes(null)) finish()
})
socket.bind(() => ask())
const repeat = setInterval(ask, REPEAT_MS)
const giveUp = setTimeout(finish, GIVE_UP_MS)

function ask() {
  for (const [index, { address, port, transaction }] of servers.entries()) {
    if (answers[index] !== null) continue
    const request = Buffer.alloc(HEADER_BYTES)
    request.writeUInt16BE(BINDING_REQUEST, 0)
    request.writeUInt32BE(MAGIC_COOKIE, 4)
    transaction.copy(request, 8)
    socket.send(request, port, address)
  }
}

function finish() {
  clearInterval(repeat)
  clearTimeout(giveUp)
  socket.close()
  process.stdout.write(`${JSON.stringify(answers)}\n`)
}

/** @param {Buffer} message */
function readMappedAddress(message) {
  for (let at = HEADER_BYTES; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    if (message.readUInt16BE(at) === XOR_MAPPED_ADDRESS) {
      const port = message.readUInt16BE(at + 6) ^ (MAGIC_COOKIE >>> 16)
      const address = Buffer.alloc(4)
      address.writeUInt32BE((message.readUInt32BE(at + 8) ^ MAGIC_COOKIE) >>> 0)
      return `${[...address].join('.')}:${port}`
    }
    // Attributes are padded to four bytes.
    at += 4 + length + ((4 - (length % 4)) % 4)
  }
  return null
}
