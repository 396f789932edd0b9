import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  certificateAddresses,
  createCertificate,
  ensureCertificate,
  shouldReuseCertificate,
} from './certificate.mjs'

const DAY_MS = 86_400_000
const NOW_MS = Date.UTC(2026, 5, 1)
const ADDRESSES = ['127.0.0.1', '::1', '192.168.1.5']

describe('certificateAddresses', () => {
  it('gives loopback and the machine’s own addresses, without link-local ones', () => {
    const interfaces = {
      lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
      eth0: [
        { address: '192.168.1.5', family: 'IPv4', internal: false },
        { address: 'fe80::1', family: 'IPv6', internal: false },
        { address: '2001:db8::5', family: 'IPv6', internal: false },
      ],
    }
    expect(certificateAddresses(interfaces)).toEqual(['127.0.0.1', '::1', '192.168.1.5', '2001:db8::5'])
  })

  it('is bounded', () => {
    const addresses = Array.from({ length: 300 }, (_, index) => ({
      address: `10.0.${index >> 8}.${index & 255}`,
      family: 'IPv4',
      internal: false,
    }))
    expect(certificateAddresses({ eth0: addresses })).toHaveLength(40)
  })
})

describe('createCertificate', () => {
  it('covers the names and addresses for at most 398 days, as browsers demand', async () => {
    const certificate = new X509Certificate((await createCertificate(ADDRESSES, NOW_MS)).cert)
    expect(certificate.checkHost('localhost')).toBe('localhost')
    expect(ADDRESSES.map((address) => certificate.checkIP(address))).toEqual(ADDRESSES)
    expect(certificate.checkIP('192.168.1.6')).toBeUndefined()
    expect(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)).toBeLessThan(398 * DAY_MS)
  })
})

describe('shouldReuseCertificate', () => {
  it('keeps one while it is valid and covers the addresses, and no longer', async () => {
    const { key, cert } = await createCertificate(ADDRESSES, NOW_MS)
    const other = await createCertificate(ADDRESSES, NOW_MS)
    const wanted = { addresses: ADDRESSES, nowMs: NOW_MS }

    expect(shouldReuseCertificate(cert, key, wanted)).toBe(true)
    expect(shouldReuseCertificate(cert, key, { ...wanted, addresses: [...ADDRESSES, '2001:db8::7'] })).toBe(
      true,
    )

    expect(shouldReuseCertificate(cert, key, { ...wanted, addresses: [...ADDRESSES, '10.0.0.9'] })).toBe(
      false,
    )
    expect(shouldReuseCertificate(cert, key, { ...wanted, nowMs: NOW_MS + 390 * DAY_MS })).toBe(false)
    expect(shouldReuseCertificate(cert, key, { ...wanted, nowMs: NOW_MS - 2 * DAY_MS })).toBe(false)
    expect(shouldReuseCertificate(cert, other.key, wanted)).toBe(false)
    expect(shouldReuseCertificate('not a certificate', key, wanted)).toBe(false)
  })
})

describe('ensureCertificate', () => {
  let dataDir = ''
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'earshot-certificate-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  it('makes one once, and keeps its key from other users', async () => {
    const { keyPath, certPath } = await ensureCertificate(join(dataDir, 'data'))
    const cert = readFileSync(certPath, 'utf8')
    expect(statSync(keyPath).mode & 0o777).toBe(0o600)

    await ensureCertificate(join(dataDir, 'data'))
    expect(readFileSync(certPath, 'utf8')).toBe(cert)
  })

  it('replaces one that is broken', async () => {
    const { certPath } = await ensureCertificate(dataDir)
    writeFileSync(certPath, 'cut off')
    await ensureCertificate(dataDir)
    expect(new X509Certificate(readFileSync(certPath)).checkHost('localhost')).toBe('localhost')
  })
})
