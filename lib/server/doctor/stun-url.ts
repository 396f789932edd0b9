/** Where a STUN or TURN server listens and how it is spoken to (RFC 7064, RFC 7065). */
export interface StunTarget {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly transport: 'udp' | 'tcp' | 'tls'
}

/** @returns null where the URL has no host, or asks for what no browser does. */
export function parseStunUrl(url: string): StunTarget | null {
  const match = /^(stun|turn)(s?):(\[[^\]]+\]|[^:?/]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/.exec(url)
  if (match === null) return null
  const [, , secure = '', host = '', port, transport = secure === '' ? 'udp' : 'tcp'] = match
  if (secure !== '' && transport === 'udp') return null
  return {
    url,
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? (secure === '' ? 3478 : 5349) : Number(port),
    transport: secure !== '' ? 'tls' : transport === 'tcp' ? 'tcp' : 'udp',
  }
}
