import type { LinkVerdict } from '@/lib/protocol/link-outcome'

/** Which kinds of candidate (RFC 8445 §4) one side has shown. */
export interface CandidateKinds {
  readonly host: boolean
  readonly srflx: boolean
  readonly relay: boolean
}

/** What is known about a link that does not work. */
export interface LinkEvidence {
  /** An exchange of offer and answer is complete, and the peer has said something since: our answer has reached it. */
  readonly isAnswered: boolean
  readonly wasConnected: boolean
  /** The peer said goodbye. */
  readonly hasPeerLeft: boolean
  /** null: nobody could tell. */
  readonly isSignalingReachable: boolean | null
  readonly dtls: RTCDtlsTransportState | null
  readonly local: CandidateKinds
  readonly remote: CandidateKinds
  readonly servers: {
    readonly stun: boolean
    readonly turnOverUdp: boolean
    /** TLS included. */
    readonly turnOverTcp: boolean
  }
  readonly isRelayRefused: boolean
}

/** Host candidates and no others: no STUN or TURN server answered over UDP. Under the relay policy there are no host candidates. */
function isUdpBlocked({ host, srflx, relay }: CandidateKinds): boolean {
  return host && !srflx && !relay
}

/**
 * The most telling reason that the evidence allows. Never one that it contradicts: nothing is said of the relay of an end that
 * has a relay candidate.
 */
export function chooseVerdict(evidence: LinkEvidence): LinkVerdict {
  const { local, remote, servers } = evidence
  if (evidence.hasPeerLeft) return 'peer-left'
  // A link on its first way up has what it needs once it is answered.
  const needsSignaling = !evidence.isAnswered || evidence.wasConnected
  if (needsSignaling && evidence.isSignalingReachable === false) return 'signaling-unreachable'
  // The handshake begins once the peer's checks have come through: it has answered.
  if (evidence.dtls === 'failed') return 'dtls-failed'
  if (!evidence.isAnswered) return 'never-answered'
  if (!(servers.turnOverUdp || servers.turnOverTcp)) {
    return local.relay || remote.relay ? 'unknown' : 'no-relay-configured'
  }
  // Every TURN server answers STUN as well, so a server-reflexive candidate proves that UDP gets out.
  if (local.relay)
    return !servers.turnOverTcp && isUdpBlocked(remote) ? 'udp-blocked-no-tcp-relay' : 'unknown'
  if (evidence.isRelayRefused) return 'relay-refused-credentials'
  return !servers.turnOverTcp && isUdpBlocked(local) ? 'udp-blocked-no-tcp-relay' : 'relay-unreachable'
}
