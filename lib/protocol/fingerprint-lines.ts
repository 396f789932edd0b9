/** Every line that some browser might take for a fingerprint, in whatever case, so that none of them is overlooked. */
const FINGERPRINT_LINE = /^[ \t]*a[ \t]*=[ \t]*fingerprint.*$/gim

/** @returns The lines of a description's SDP that name a certificate (RFC 8122 §5), as they stand, from all its sections. */
export function findFingerprintLines(sdp: string): readonly string[] {
  return sdp.match(FINGERPRINT_LINE) ?? []
}
