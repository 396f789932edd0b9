/**
 * How a router treats its people's packets (RFC 4787's words):
 * `public` routes and translates nothing; `cone` keeps the port, so that one mapping serves all destinations, and lets in
 * answers alone; `symmetric` takes another random port for each destination; `udp-blocked` is a cone that lets out nothing but TCP to
 * the ports of the web and of TURN.
 */
export const NAT_KINDS = ['public', 'cone', 'symmetric', 'udp-blocked'] as const
export type NatKind = (typeof NAT_KINDS)[number]

const TRANSLATION: Readonly<Record<NatKind, string>> = {
  public: '',
  cone: 'oifname "wan" masquerade',
  symmetric: 'oifname "wan" masquerade random,fully-random',
  'udp-blocked': 'oifname "wan" masquerade',
}

const FORWARDING: Readonly<Record<NatKind, string>> = {
  public: 'accept',
  cone: 'iifname "lan" accept',
  symmetric: 'iifname "lan" accept',
  'udp-blocked': 'iifname "lan" tcp dport { 443, 3478 } accept',
}

/**
 * The nftables rules of a router with the interfaces `lan` and `wan`. Unasked packets to the router itself are dropped: were they
 * accepted, a peer's early check would take the very port that the mapping needs, and punching holes would fail.
 */
export function natRules(kind: NatKind): string {
  return `flush ruleset
table ip nat {
  chain post {
    type nat hook postrouting priority srcnat
    ${TRANSLATION[kind]}
  }
}
table inet filter {
  chain input {
    type filter hook input priority filter
    policy drop
    ct state established,related accept
    iifname != "wan" accept
    icmp type echo-request accept
  }
  chain forward {
    type filter hook forward priority filter
    policy drop
    ct state invalid drop
    ct state established,related accept
    ${FORWARDING[kind]}
  }
}
`
}
