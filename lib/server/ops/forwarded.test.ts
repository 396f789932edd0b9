import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isSameOrigin, readOrigination, toAddressKey } from './forwarded'

function requestWith(headers: Record<string, string>): IncomingMessage {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, headers)
  return request
}

describe('B7 origin of a handshake', () => {
  it.each([
    { origin: undefined, host: 'call.example', proxies: 0, expected: true },
    { origin: 'https://call.example', host: 'call.example', proxies: 0, expected: true },
    { origin: 'https://call.example', host: 'call.example:443', proxies: 0, expected: true },
    { origin: 'http://localhost:3000', host: 'localhost:3000', proxies: 0, expected: true },
    { origin: 'http://[::1]:3000', host: '[::1]:3000', proxies: 0, expected: true },
    { origin: 'https://CALL.example', host: 'call.Example', proxies: 0, expected: true },
    { origin: 'https://evil.example', host: 'call.example', proxies: 0, expected: false },
    { origin: 'https://call.example.evil.example', host: 'call.example', proxies: 0, expected: false },
    { origin: 'http://localhost:3001', host: 'localhost:3000', proxies: 0, expected: false },
    { origin: 'null', host: 'call.example', proxies: 0, expected: false },
    {
      origin: 'https://inner:3000',
      host: 'inner:3000',
      forwarded: 'call.example',
      proxies: 1,
      expected: false,
    },
    {
      origin: 'https://call.example',
      host: 'inner:3000',
      forwarded: 'call.example',
      proxies: 1,
      expected: true,
    },
    {
      origin: 'https://call.example',
      host: 'inner:3000',
      forwarded: 'call.example',
      proxies: 0,
      expected: false,
    },
  ])('$origin at $host through $proxies proxies is ours: $expected', (row) => {
    const request = requestWith({
      host: row.host,
      ...(row.origin === undefined ? {} : { origin: row.origin }),
      ...(row.forwarded === undefined ? {} : { 'x-forwarded-host': row.forwarded }),
    })
    expect(isSameOrigin(request, row.proxies)).toBe(row.expected)
  })
})

describe('B5 the address that joins are counted by', () => {
  it.each([
    { header: '192.0.2.1', proxies: 0, expected: '' },
    { header: '192.0.2.1', proxies: 1, expected: '192.0.2.1' },
    { header: '203.0.113.9, 192.0.2.1', proxies: 1, expected: '192.0.2.1' },
    { header: '203.0.113.9, 192.0.2.1, 10.0.0.1', proxies: 2, expected: '192.0.2.1' },
    { header: '192.0.2.1', proxies: 2, expected: '192.0.2.1' },
  ])('is taken from $header through $proxies proxies', ({ header, proxies, expected }) => {
    expect(readOrigination(requestWith({ 'x-forwarded-for': header }), proxies).address).toBe(expected)
  })

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, key) => {
    expect(toAddressKey(address)).toBe(key)
  })
})
