import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

const DAY_MS = 86_400_000
/** Browsers refuse a certificate that lives longer than 398 days. */
const LIFETIME_DAYS = 397
/** Renewed this long before its end, so that it does not end under a running server. */
const RENEW_BEFORE_DAYS = 14
/** A container host can have hundreds of addresses; no certificate needs them all. */
const MAX_ADDRESSES = 40

/**
 * The addresses that a local certificate is made for: this machine's own, loopback first.
 * @param {NodeJS.Dict<{ address: string, family: string, internal: boolean }[]>} interfaces - as `os.networkInterfaces()` gives them
 * @returns {string[]} without link-local IPv6 addresses, which no browser can open
 */
export function certificateAddresses(interfaces) {
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address, internal }) => !internal && !address.toLowerCase().startsWith('fe80:'))
    .map(({ address }) => address)
  return [...new Set(['127.0.0.1', '::1', ...own])].slice(0, MAX_ADDRESSES)
}

/**
 * Whether a kept certificate still serves. A newcomer among the IPv6 addresses does not count against it: privacy
 * addresses change daily, and with each new certificate every phone has to be told again to trust it.
 * @param {string} cert - PEM
 * @param {string} key - PEM
 * @param {{ addresses: string[], nowMs: number }} wanted
 */
export function shouldReuseCertificate(cert, key, { addresses, nowMs }) {
  try {
    const certificate = new X509Certificate(cert)
    const mustCover = addresses.filter((address) => address === '::1' || !address.includes(':'))
    return (
      Date.parse(certificate.validFrom) <= nowMs &&
      Date.parse(certificate.validTo) > nowMs + RENEW_BEFORE_DAYS * DAY_MS &&
      certificate.checkHost('localhost') !== undefined &&
      mustCover.every((address) => certificate.checkIP(address) !== undefined) &&
      certificate.checkPrivateKey(createPrivateKey(key))
    )
  } catch {
    return false
  }
}

/**
 * Makes the certificate that `npm start -- --https` serves with, or reuses the one that is kept in `dataDir`.
 * The key is readable by its owner alone. Needs the packages installed.
 * @param {string} dataDir
 * @returns {Promise<{ keyPath: string, certPath: string }>}
 */
export async function ensureCertificate(dataDir) {
  const keyPath = join(dataDir, 'tls-key.pem')
  const certPath = join(dataDir, 'tls-cert.pem')
  const addresses = certificateAddresses(networkInterfaces())
  const isKept =
    existsSync(keyPath) &&
    existsSync(certPath) &&
    shouldReuseCertificate(readFileSync(certPath, 'utf8'), readFileSync(keyPath, 'utf8'), {
      addresses,
      nowMs: Date.now(),
    })
  if (!isKept) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const { key, cert } = await createCertificate(addresses, Date.now())
    writeAtomically(keyPath, key)
    writeAtomically(certPath, cert)
  }
  chmodSync(keyPath, 0o600)
  return { keyPath, certPath }
}

/**
 * @param {string[]} addresses
 * @param {number} nowMs
 * @returns {Promise<{ key: string, cert: string }>} PEM, EC P-256, signed by itself
 */
export async function createCertificate(addresses, nowMs) {
  const { generate } = await import('selfsigned')
  // A day back: a phone's clock may be behind.
  const notBeforeMs = nowMs - DAY_MS
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Earshot on this machine' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(notBeforeMs),
    notAfterDate: new Date(notBeforeMs + LIFETIME_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...addresses.map((ip) => ({ type: /** @type {const} */ (7), ip })),
        ],
      },
    ],
  })
  return { key, cert }
}

/**
 * @param {string} path
 * @param {string} content
 */
function writeAtomically(path, content) {
  writeFileSync(`${path}.new`, content, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
