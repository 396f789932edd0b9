import { expect, it } from 'vitest'
import {
  decodeStun,
  encodeStun,
  encodeXorAddress,
  readErrorCode,
  readXorAddress,
  STUN_ATTRIBUTES,
  toLongTermKey,
} from './stun-message'
import { parseStunUrl } from './stun-url'

/** The sample response over IPv4 of RFC 5769 §2.2. */
const SAMPLE_RESPONSE = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
)

it('reads the sample response of RFC 5769 §2.2', () => {
  const message = decodeStun(SAMPLE_RESPONSE)
  expect(message && readXorAddress(message, STUN_ATTRIBUTES.xorMappedAddress)).toBe('192.0.2.1')
  expect(decodeStun(SAMPLE_RESPONSE.subarray(0, 60))).toBeNull()
  expect(decodeStun(Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n\r\n'))).toBeNull()
})

it('reads what it writes', () => {
  const transaction = Buffer.alloc(12, 7)
  const attributes = new Map([
    [STUN_ATTRIBUTES.xorMappedAddress, encodeXorAddress('203.0.113.9', 5)],
    [STUN_ATTRIBUTES.errorCode, Buffer.from([0, 0, 4, 38])],
  ])
  const key = toLongTermKey('user', 'realm', 'pass')
  const message = decodeStun(encodeStun({ type: 1, transaction, attributes }, key))
  expect(message?.transaction.equals(transaction)).toBe(true)
  expect(message && readErrorCode(message)).toBe(438)
  expect(message && readXorAddress(message, STUN_ATTRIBUTES.xorMappedAddress)).toBe('203.0.113.9')
  expect(message?.attributes.get(STUN_ATTRIBUTES.messageIntegrity)).toHaveLength(20)
  // RFC 8489 §9.2.2 gives this key for these words.
  expect(toLongTermKey('user', 'realm', 'pass').toString('hex')).toBe('8493fbc53ba582fb4c044c456bdc40eb')
})

it.each([
  ['stun:a.example', 'a.example 3478 udp'],
  ['turn:a.example:80?transport=tcp', 'a.example 80 tcp'],
  ['turns:a.example', 'a.example 5349 tls'],
  ['turns:a.example:443?transport=tcp', 'a.example 443 tls'],
  ['turn:[2001:db8::1]:3478', '2001:db8::1 3478 udp'],
  ['turns:a.example?transport=udp', null],
  ['http://a.example', null],
])('takes %s apart', (url, expected) => {
  const target = parseStunUrl(url)
  expect(target === null ? null : `${target.host} ${target.port} ${target.transport}`).toBe(expected)
})
