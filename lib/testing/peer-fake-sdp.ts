/** A media section of the fakes' SDP: what JSEP decides over, and nothing of codecs. */
export interface FakeSection {
  readonly kind: 'audio' | 'video' | 'application'
  readonly mid: string
  readonly isRejected: boolean
  readonly direction: Exclude<RTCRtpTransceiverDirection, 'stopped'>
  readonly streamIds: readonly string[]
}

export interface FakeSession {
  readonly usernameFragment: string
  /** Of the DTLS certificate, as it stands in the attribute. */
  readonly fingerprint: string
  readonly sections: readonly FakeSection[]
}

/** Writes SDP that names what the fakes know, in the real attributes. */
export function writeFakeSdp(session: FakeSession, candidates: readonly string[] = []): string {
  const sections = session.sections.flatMap((section) => [
    `m=${section.kind} ${section.isRejected ? 0 : 9}`,
    `a=mid:${section.mid}`,
    `a=${section.direction}`,
    ...section.streamIds.map((id) => `a=msid:${id} -`),
    `a=ice-ufrag:${session.usernameFragment}`,
    ...(section.isRejected ? [] : candidates.map((candidate) => `a=${candidate}`)),
  ])
  return ['v=0', `a=fingerprint:${session.fingerprint}`, ...sections, ''].join('\r\n')
}

/** A session as read from SDP, with the candidates that it names. */
export type FakeReading = FakeSession & { readonly candidates: ReadonlySet<string> }

/** @returns `readFakeSdp` with a memory of the last texts: the fakes look at few descriptions, but at these all the time. */
export function createFakeSdpReader(): (sdp: string) => FakeReading {
  const readings = new Map<string, FakeReading>()
  return (sdp) => {
    const known = readings.get(sdp)
    if (known !== undefined) return known
    const reading = readFakeSdp(sdp)
    if (readings.size >= 64) readings.clear()
    readings.set(sdp, reading)
    return reading
  }
}

/** Reads what `writeFakeSdp` wrote. Throws where it is something else. */
export function readFakeSdp(sdp: string): FakeReading {
  const [head, ...parts] = sdp.split(/^(?=m=)/m)
  if (head === undefined || !head.startsWith('v=0')) throw new DOMException('not SDP', 'RTCError')
  return {
    usernameFragment: attribute(sdp, 'ice-ufrag') ?? '',
    fingerprint: /^a=fingerprint:(.*?)\r?$/m.exec(sdp)?.[1] ?? '',
    sections: parts.map(readSection),
    candidates: new Set(Array.from(sdp.matchAll(/^a=(candidate:.*?)\r?$/gm), (match) => match[1] ?? '')),
  }
}

function readSection(text: string): FakeSection {
  const [, kind, port] = /^m=(audio|video|application) (\d+)/.exec(text) ?? []
  const direction = DIRECTIONS.find((candidate) => new RegExp(`^a=${candidate}\r?$`, 'm').test(text))
  if ((kind !== 'audio' && kind !== 'video' && kind !== 'application') || direction === undefined) {
    throw new DOMException('no media section', 'RTCError')
  }
  return {
    kind,
    mid: attribute(text, 'mid') ?? '',
    isRejected: port === '0',
    direction,
    streamIds: Array.from(text.matchAll(/^a=msid:(\S+)/gm), (match) => match[1] ?? ''),
  }
}

const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const

function attribute(text: string, name: string): string | null {
  return new RegExp(`^a=${name}:(\\S+)`, 'm').exec(text)?.[1] ?? null
}

type Direction = FakeSection['direction']

/** @returns The direction as the other end sees it. */
export function reverseDirection(direction: Direction): Direction {
  return combineDirection(canReceive(direction), canSend(direction))
}

/** @returns What both allow. */
export function intersectDirections(a: Direction, b: Direction): Direction {
  return combineDirection(canSend(a) && canSend(b), canReceive(a) && canReceive(b))
}

export function canSend(direction: RTCRtpTransceiverDirection | null): boolean {
  return direction === 'sendrecv' || direction === 'sendonly'
}

export function canReceive(direction: RTCRtpTransceiverDirection | null): boolean {
  return direction === 'sendrecv' || direction === 'recvonly'
}

function combineDirection(sends: boolean, receives: boolean): Direction {
  if (sends) return receives ? 'sendrecv' : 'sendonly'
  return receives ? 'recvonly' : 'inactive'
}
