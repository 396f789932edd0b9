import { type Bytes, encodeBase64Url } from '@/lib/protocol/base64url'
import { findFingerprintLines } from '@/lib/protocol/fingerprint-lines'
import { encodeFields } from './fields'

/** One link as one of its ends sees it, which a link with somebody in the middle is not: fingerprints as `readFingerprint` gives them. */
export interface SafetyParties {
  readonly linkId: string
  readonly offererFingerprint: string
  readonly answererFingerprint: string
}

const NONCE_BYTES = 32
const SYMBOLS = 7
const SYMBOL_BITS = 6

/** Bytes of the hashes that a fingerprint may be made by: SHA-256 and better (RFC 8122 §5). */
const HASH_BYTES: ReadonlyMap<string, number> = new Map([
  ['sha-256', 32],
  ['sha-384', 48],
  ['sha-512', 64],
])

const FINGERPRINT = /^a=fingerprint:([a-z0-9-]+) ([0-9a-f]{2}(?::[0-9a-f]{2})*)[ \t]*$/i

/** @returns 256 bits from the platform's CSPRNG, 43 base64url characters. Of one link and one exchange, never used again. */
export function createSafetyNonce(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)))
}

/**
 * Binds the offerer of a link to its nonce before it knows the answerer's (docs/protocol.md, S8).
 *
 * It covers the nonce, the link's id and, by its label, the offerer's part, which alone commits. So a commitment sent back to whoever
 * made it is of no use: on that link no commitment is due from the answerer, and on another link, where they answer, it does not
 * verify. Nor is their own nonce sent back to them: they reveal it only after the answerer's has come.
 *
 * The fingerprints are not covered. They must be those of a transport that is connected before the nonces are exchanged: who may
 * still choose a certificate after that can try many.
 * @returns 256 bits, 43 base64url characters.
 */
export async function commitToNonce(nonce: string, linkId: string): Promise<string> {
  return encodeBase64Url(await hash(encodeFields('earshot safety commitment 1', linkId, nonce)))
}

/** @returns Whether the nonce that was revealed is the one that the offerer was bound to. Where not, somebody is in the middle. */
export async function verifyCommitment(commitment: string, nonce: string, linkId: string): Promise<boolean> {
  return commitment === (await commitToNonce(nonce, linkId))
}

/**
 * The safety code of a link: seven numbers from 0 to 63, the first 42 bits of a hash over the link's id, both fingerprints and both
 * nonces, offerer first. Equal at both ends where each has seen the other's own fingerprint.
 */
export async function computeSafetyCode(
  parties: SafetyParties,
  nonces: { readonly offerer: string; readonly answerer: string },
): Promise<readonly number[]> {
  const { linkId, offererFingerprint, answererFingerprint } = parties
  const bytes = await hash(
    encodeFields(
      'earshot safety code 1',
      linkId,
      offererFingerprint,
      answererFingerprint,
      nonces.offerer,
      nonces.answerer,
    ),
  )
  const first64Bits = new DataView(bytes.buffer).getBigUint64(0)
  return Array.from({ length: SYMBOLS }, (_, at) =>
    Number(BigInt.asUintN(SYMBOL_BITS, first64Bits >> BigInt(64 - SYMBOL_BITS * (at + 1)))),
  )
}

/**
 * The one DTLS fingerprint of a description's SDP (RFC 8122): of its session and all its m-sections alike.
 * @returns The hash in lower and the digits in upper case, `sha-256 AA:BB:…`. null where there is none, where two differ, and where one
 * is malformed or made by a weaker hash: which of them the browser would hold the certificate against is then not known.
 */
export function readFingerprint(sdp: string): string | null {
  const found = new Set(findFingerprintLines(sdp).map(normalizeFingerprint))
  const [fingerprint, ...others] = found
  return fingerprint === undefined || others.length > 0 ? null : fingerprint
}

async function hash(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function normalizeFingerprint(line: string): string | null {
  const [, algorithm = '', digits = ''] = FINGERPRINT.exec(line) ?? []
  const name = algorithm.toLowerCase()
  return HASH_BYTES.get(name) === digits.split(':').length ? `${name} ${digits.toUpperCase()}` : null
}
