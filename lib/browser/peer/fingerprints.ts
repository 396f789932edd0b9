import { findFingerprintLines } from '@/lib/protocol/fingerprint-lines'

/**
 * @returns What tells whether two descriptions name the same certificates (RFC 8122 §5): all their fingerprint lines, each once, in
 * order. A connection keeps its certificate for life (W3C WebRTC §4.4.1.1), so the descriptions of one peer give the same.
 */
export function fingerprintsOf(sdp: string): string {
  const lines = findFingerprintLines(sdp).map((line) => line.replace(/\s+/g, ' ').trim().toUpperCase())
  return [...new Set(lines)].sort().join('\n')
}
