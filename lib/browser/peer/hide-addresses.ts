import type { LinkMessage } from '@/lib/protocol/link-messages'

/**
 * Takes out of a message for the peer whatever tells an address of this machine. A browser under the `relay` policy gathers
 * nothing else, but a description may still hold what was gathered before the person chose to hide.
 * @returns null where nothing is left: the candidate itself was such an address
 */
export function hideAddresses(message: LinkMessage): LinkMessage | null {
  if (message.kind === 'candidate') {
    const { candidate } = message
    if (!isHarmless(candidate.candidate)) return null
    return { ...message, candidate: { ...candidate, candidate: withoutRelatedAddress(candidate.candidate) } }
  }
  if (message.kind !== 'description') return message
  const { description } = message
  return { ...message, description: { ...description, sdp: withoutAddresses(description.sdp) } }
}

/**
 * @returns The description without candidates. Also one from somebody who would hide them: browsers differ in what ends a line, so
 * every line goes that could be read as one, however it is ended.
 */
export function withoutCandidates(sdp: string): string {
  const lines = sdp.split(/\r\n|\r|\n/).filter((line) => !/a=\s*(candidate|end-of-candidates)/i.test(line))
  return withoutDefaultAddress(lines.join('\r\n'))
}

/** A relay's, or the empty one that ends a generation. */
function isHarmless(candidate: string): boolean {
  return candidate === '' || / typ relay\b/.test(candidate)
}

/** The related address of a relayed candidate is the one that the relay sees (RFC 8839 §5.1). */
function withoutRelatedAddress(candidate: string): string {
  return candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0')
}

function withoutAddresses(sdp: string): string {
  return withoutDefaultAddress(
    sdp.replace(/^a=candidate:.*\r?\n/gm, (line) => (isHarmless(line) ? withoutRelatedAddress(line) : '')),
  )
}

/** The default candidate's address stands in `c=` and `a=rtcp:` once more; ICE does not read it there (RFC 8839 §4.2.1). */
function withoutDefaultAddress(sdp: string): string {
  return sdp.replace(/^(c=|a=rtcp:\d+ )IN IP\d \S+/gm, '$1IN IP4 0.0.0.0')
}
