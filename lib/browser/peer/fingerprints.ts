/** Every line that some browser might take for a fingerprint, in whatever case, so that none of them is overlooked. */
const FINGERPRINT_LINE = /^[ \t]*a[ \t]*=[ \t]*fingerprint.*$/gim

/**
 * @returns What tells whether two descriptions name the same certificates (RFC 8122 §5): all their fingerprint lines, each once, in
 * order. A connection keeps its certificate for life (W3C WebRTC §4.4.1.1), so the descriptions of one peer give the same.
 */
export function fingerprintsOf(sdp: string): string {
  const lines = (sdp.match(FINGERPRINT_LINE) ?? []).map((line) =>
    line.replace(/\s+/g, ' ').trim().toUpperCase(),
  )
  return [...new Set(lines)].sort().join('\n')
}
