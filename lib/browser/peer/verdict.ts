/** Why a link did not come about or did not come back. The interface turns it into advice. */
export type LinkVerdict =
  | 'no-relay-configured'
  | 'relay-refused-credentials'
  | 'relay-unreachable'
  | 'udp-blocked-no-tcp-relay'
  | 'never-answered'
  | 'peer-left'
  | 'dtls-failed'
  | 'signaling-unreachable'
  | 'unknown'
