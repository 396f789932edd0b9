import { describe, expect, it } from 'vitest'
import { createAnnouncement } from './announce'

describe('announcement', () => {
  it.each([
    { host: undefined, isTls: false, urls: ['http://localhost:3000', 'http://192.0.2.7:3000'] },
    { host: '0.0.0.0', isTls: true, urls: ['https://localhost:3000', 'https://192.0.2.7:3000'] },
    { host: '127.0.0.1', isTls: false, urls: ['http://127.0.0.1:3000'] },
    { host: '::1', isTls: true, urls: ['https://[::1]:3000'] },
  ])('names where to open a server on $host', ({ host, isTls, urls }) => {
    const text = createAnnouncement({ isTls, host, port: 3000, networkAddresses: ['192.0.2.7'] })
    expect(text.match(/https?:\/\/\S+/g)).toEqual(urls)
  })

  it('draws the network address as a QR code over TLS alone', () => {
    const options = { host: undefined, port: 3000, networkAddresses: ['192.0.2.7'] }
    expect(createAnnouncement({ ...options, isTls: true })).toMatch(/[▀▄█]{3}/)
    expect(createAnnouncement({ ...options, isTls: false })).not.toMatch(/[▀▄█]/)
  })
})
