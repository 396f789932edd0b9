/** ICE generations of the remote side, told apart by their username fragments (RFC 8839 §5.4). */
export interface RemoteGenerations {
  /** Fragments of the remote descriptions in force, pending or current. */
  readonly current: ReadonlySet<string>
  /** Fragments that were in force and are not any more. */
  readonly past: ReadonlySet<string>
}

/** `queue`: its description has not come yet. `drop`: its generation is over. */
export type CandidateDisposition = 'add' | 'queue' | 'drop'

/** Where a candidate belongs. One without a fragment belongs to whatever description is in force. */
export function candidateDisposition(
  usernameFragment: string | null,
  generations: RemoteGenerations,
): CandidateDisposition {
  if (usernameFragment === null || usernameFragment === '') {
    return generations.current.size > 0 ? 'add' : 'queue'
  }
  if (generations.current.has(usernameFragment)) return 'add'
  return generations.past.has(usernameFragment) ? 'drop' : 'queue'
}

/** @returns The ICE username fragments of a description, for the session and for each media section. */
export function usernameFragmentsOf(sdp: string): ReadonlySet<string> {
  return new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), (match) => match[1] ?? ''))
}
