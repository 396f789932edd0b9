import { createHash, createHmac, randomBytes } from 'node:crypto'

/** Message types (RFC 8489 §5, RFC 8656 §17). */
export const STUN_TYPES = {
  bindingRequest: 0x0001,
  bindingSuccess: 0x0101,
  allocateRequest: 0x0003,
  allocateSuccess: 0x0103,
  allocateError: 0x0113,
  refreshRequest: 0x0004,
} as const

/** Attributes (RFC 8489 §14, RFC 8656 §18). */
export const STUN_ATTRIBUTES = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
} as const

const MAGIC_COOKIE = 0x2112a442
export const STUN_HEADER_BYTES = 20
const INTEGRITY_BYTES = 24

export interface StunMessage {
  readonly type: number
  readonly transaction: Buffer
  readonly attributes: ReadonlyMap<number, Buffer>
}

/** @returns A fresh transaction id of 96 bits. */
export function createTransaction(): Buffer {
  return randomBytes(12)
}

/** The long-term credential's key (RFC 8489 §9.2.2). */
export function toLongTermKey(username: string, realm: string, password: string): Buffer {
  return createHash('md5').update(`${username}:${realm}:${password}`).digest()
}

/** Writes a message; with a key its integrity is proved at its end (RFC 8489 §14.5). */
export function encodeStun(
  { type, transaction, attributes }: StunMessage,
  key: Buffer | null = null,
): Buffer {
  const body = Buffer.concat([...attributes].map(([name, value]) => encodeAttribute(name, value)))
  const header = Buffer.alloc(STUN_HEADER_BYTES)
  header.writeUInt16BE(type, 0)
  header.writeUInt16BE(body.length + (key === null ? 0 : INTEGRITY_BYTES), 2)
  header.writeUInt32BE(MAGIC_COOKIE, 4)
  transaction.copy(header, 8)
  const message = Buffer.concat([header, body])
  if (key === null) return message
  const proof = createHmac('sha1', key).update(message).digest()
  return Buffer.concat([message, encodeAttribute(STUN_ATTRIBUTES.messageIntegrity, proof)])
}

function encodeAttribute(name: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
  padded.writeUInt16BE(name, 0)
  padded.writeUInt16BE(value.length, 2)
  value.copy(padded, 4)
  return padded
}

/** @returns null where these bytes are no whole STUN message. */
export function decodeStun(bytes: Buffer): StunMessage | null {
  if (bytes.length < STUN_HEADER_BYTES || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return null
  if (bytes.length < STUN_HEADER_BYTES + bytes.readUInt16BE(2)) return null
  const attributes = new Map<number, Buffer>()
  const end = STUN_HEADER_BYTES + bytes.readUInt16BE(2)
  for (let at = STUN_HEADER_BYTES; at + 4 <= end; ) {
    const length = bytes.readUInt16BE(at + 2)
    const name = bytes.readUInt16BE(at)
    if (!attributes.has(name)) attributes.set(name, bytes.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return { type: bytes.readUInt16BE(0), transaction: bytes.subarray(8, STUN_HEADER_BYTES), attributes }
}

/** @returns The code of an error answer (RFC 8489 §14.8); null where there is none. */
export function readErrorCode({ attributes }: StunMessage): number | null {
  const value = attributes.get(STUN_ATTRIBUTES.errorCode)
  if (value === undefined || value.length < 4) return null
  return (value.readUInt8(2) & 7) * 100 + value.readUInt8(3)
}

/** @returns An address hidden by the cookie (RFC 8489 §14.2), IPv6 in full groups; null where there is none. */
export function readXorAddress(message: StunMessage, name: number): string | null {
  const value = message.attributes.get(name)
  if (value === undefined || value.length < 8) return null
  const mask = Buffer.alloc(16)
  mask.writeUInt32BE(MAGIC_COOKIE, 0)
  message.transaction.copy(mask, 4)
  const bytes = value.subarray(4).map((byte, index) => byte ^ (mask[index] ?? 0))
  if (value.readUInt8(1) === 1) return bytes.subarray(0, 4).join('.')
  const hex = Buffer.from(bytes).toString('hex')
  return hex.match(/.{4}/g)?.join(':') ?? null
}

/** @returns The value of an address attribute, IPv4. For servers, tests' ones included. */
export function encodeXorAddress(address: string, port: number): Buffer {
  const value = Buffer.alloc(8)
  value.writeUInt8(1, 1)
  value.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 2)
  const mask = Buffer.alloc(4)
  mask.writeUInt32BE(MAGIC_COOKIE, 0)
  for (const [index, part] of address.split('.').entries()) {
    value.writeUInt8(Number(part) ^ (mask[index] ?? 0), 4 + index)
  }
  return value
}
