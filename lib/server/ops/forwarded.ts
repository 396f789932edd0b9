import type { IncomingMessage } from 'node:http'

/** The facts of a request as the person's browser made it, where proxies in front are believed. */
export interface Origination {
  readonly address: string
  readonly isSecure: boolean
  readonly host: string | undefined
}

/**
 * Tells who asks, seen through `trustedProxies` proxies. Each proxy appends the address that it saw, so the nth value
 * from the right was written by a proxy we trust; values further left may be invented.
 */
export function readOrigination(request: IncomingMessage, trustedProxies: number): Origination {
  const isEncrypted = 'encrypted' in request.socket && request.socket.encrypted === true
  const direct = {
    address: request.socket.remoteAddress ?? '',
    isSecure: isEncrypted,
    host: request.headers.host,
  }
  if (trustedProxies === 0) return direct
  const pick = (name: string) => {
    const value = request.headers[name]
    const values = (typeof value === 'string' ? value : '').split(',').map((part) => part.trim())
    const picked = values.at(-trustedProxies) ?? values[0]
    return picked === '' ? undefined : picked
  }
  const protocol = pick('x-forwarded-proto')
  return {
    address: pick('x-forwarded-for') ?? direct.address,
    isSecure: protocol === undefined ? direct.isSecure : protocol === 'https',
    host: pick('x-forwarded-host') ?? direct.host,
  }
}

/**
 * Tells whether a browser's request comes from a page of our own origin (RFC 6454). An absent `Origin` passes: a browser
 * sends it with every WebSocket and with every cross-origin request, so what lacks it is no page of somebody else's.
 */
export function isSameOrigin(request: IncomingMessage, trustedProxies: number): boolean {
  const { origin } = request.headers
  if (origin === undefined) return true
  const { host } = readOrigination(request, trustedProxies)
  if (host === undefined || !URL.canParse(origin)) return false
  const ours = `${new URL(origin).protocol}//${host}`
  return URL.canParse(ours) && new URL(ours).host === new URL(origin).host
}

/** @returns what rate limits count by: an IPv4 address, or the /64 that an IPv6 customer holds as a whole. */
export function toAddressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const headGroups = head === '' ? [] : head.split(':')
  const tailGroups = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - headGroups.length - tailGroups.length)
  const groups = [...headGroups, ...Array.from({ length: zeros }, () => '0'), ...tailGroups]
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Who asks, as one is counted: by the address that `readOrigination` tells. */
export function readAddressKey(request: IncomingMessage, trustedProxies: number): string {
  return toAddressKey(readOrigination(request, trustedProxies).address)
}
