/** Takes out of a text, or out of the value of a named member, what tells who somebody is or where. */
export interface Redactor {
  text(text: string): string
  member(name: string, value: unknown): unknown
}

/** Members whose whole value goes, by the kind of what is put in its place. */
const SECRET_MEMBERS: Readonly<Record<string, string>> = {
  address: 'address',
  ip: 'address',
  ipAddress: 'address',
  relatedAddress: 'address',
  usernameFragment: 'fragment',
  iceLocalUsernameFragment: 'fragment',
  username: 'username',
  credential: 'credential',
  fingerprint: 'fingerprint',
  base64Certificate: 'certificate',
  label: 'label',
}

/** Each pattern has the part that stays before the secret as its first group. */
const PATTERNS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  // RFC 8839 §5.1: foundation, component, transport, priority, then the address; and the related one.
  ['address', /(candidate:\S+ \d+ \S+ \d+ )(\S+)/g],
  ['address', /( raddr )(\S+)/g],
  // RFC 8866 §5.2, §5.7, and RFC 3605.
  ['address', /(\bIN IP[46] )([^\s/]+)/g],
  ['fragment', /(\bice-ufrag:)([^\r\n]+)/g],
  ['fragment', /( ufrag )(\S+)/g],
  ['password', /(\bice-pwd:)([^\r\n]+)/g],
  ['fingerprint', /(\bfingerprint:\S+ )([^\r\n]+)/g],
  ['name', /(\bcname:)(\S+)/g],
  // RFC 7064 and RFC 7065: the operator's servers tell whose they are.
  ['server', /(\b(?:stun|turn)s?:)(\[[^\]\s]*\]|[^:?\s"]+)/g],
  ['fingerprint', /()((?:[0-9A-F]{2}:){15,}[0-9A-F]{2})/gi],
  ['address', /()(\b[\w-]+\.local\b)/gi],
  ['address', /()((?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))/g],
]

/** What may be an IPv6 address: hexadecimal groups and colons, with IPv4 at its end at most. */
const MAYBE_IPV6 = /(?<![\w:.])[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*(?![\w:])/gi

/**
 * Makes a redactor for one file. The same secret gets the same word wherever it stands, so that whoever reads the file still sees
 * what belongs together, and learns nothing of anybody.
 */
export function createRedactor(): Redactor {
  const words = new Map<string, string>()
  const counts = new Map<string, number>()
  const replace = (kind: string, secret: string): string => {
    const known = words.get(secret)
    if (known !== undefined) return known
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    // A name that can be no host's (RFC 6761 §6.4), where a reader of SDP wants a host.
    const word = kind === 'address' || kind === 'server' ? `${kind}-${count}.invalid` : `${kind}-${count}`
    words.set(secret, word)
    return word
  }
  const isWord = (text: string) => /^[a-z]+-\d+(?:\.invalid)?$/.test(text)
  const text = (original: string): string => {
    const redacted = PATTERNS.reduce(
      (text, [kind, pattern]) =>
        text.replace(pattern, (_whole, before: string, secret: string) =>
          isWord(secret) ? before + secret : before + replace(kind, secret),
        ),
      original,
    )
    return redacted.replace(MAYBE_IPV6, (found) => (isIpv6(found) ? replace('address', found) : found))
  }
  return {
    text,
    member: (name, value) => {
      if (typeof value !== 'string' || value === '') return value
      const kind = SECRET_MEMBERS[name]
      return kind === undefined ? text(value) : replace(kind, value)
    },
  }
}

/** RFC 4291 §2.2. Told from a time of day and the like by its eight groups, or the gap between fewer. */
function isIpv6(text: string): boolean {
  const groups = text.split(':')
  const hasGap = text.includes('::')
  return groups.length <= 9 && (hasGap ? groups.length >= 3 : groups.length === 8 || text.includes('.'))
}
