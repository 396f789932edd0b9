import type { CandidateView, PathView } from '@/lib/browser/diagnostics/describe-path'

/** A station on the way of media. */
export interface PathStation {
  readonly kind: 'self' | 'nat' | 'relay' | 'peer'
  /** What the candidate at this station is reached at; null where there is none to tell. */
  readonly candidate: CandidateView | null
  /** How the next station is reached from here: `udp`, `tcp` or `tls`; empty at the last. */
  readonly protocol: string
}

/**
 * Lists where media passes, from this page to the peer's. Of what a candidate does not tell nothing is drawn: a host candidate may
 * lie behind a NAT that the way in use does not cross.
 */
export function listPathStations({ local, remote }: PathView): PathStation[] {
  const near = toStation(local)
  const far = toStation(remote)
  // A relay of the peer's may be reached by other means than it is allocated by; the peer alone knows.
  return [
    {
      kind: 'self',
      candidate: near === null ? local : null,
      protocol: local.relayProtocol ?? local.protocol,
    },
    ...(near === null ? [] : [{ ...near, protocol: local.protocol }]),
    ...(far === null ? [] : [{ ...far, protocol: far.kind === 'relay' ? '' : remote.protocol }]),
    { kind: 'peer', candidate: far === null ? remote : null, protocol: '' },
  ]
}

function toStation(
  candidate: CandidateView,
): (Pick<PathStation, 'candidate'> & { kind: 'nat' | 'relay' }) | null {
  switch (candidate.type) {
    case 'relay':
      return { kind: 'relay', candidate }
    case 'srflx':
    case 'prflx':
      return { kind: 'nat', candidate }
    default:
      return null
  }
}
