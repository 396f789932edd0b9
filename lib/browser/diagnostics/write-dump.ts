import type { LinkEvent } from './link-event'
import { createRedactor, type Redactor } from './redact'
import type { StatsColumn } from './stats-history'

/** What is known of one link. */
export interface DumpedLink {
  readonly id: string
  readonly role: 'offerer' | 'answerer'
  readonly configuration: RTCConfiguration
  readonly events: readonly LinkEvent[]
  /** By `{id}-{member}`. */
  readonly columns: ReadonlyMap<string, StatsColumn>
}

export interface DumpOptions {
  /** With addresses, credentials and certificates in it; else they are replaced by words that tell nothing. */
  readonly isWhole: boolean
  readonly userAgent: string
  readonly origin: string
  /** Milliseconds from the session's clock to the epoch. */
  readonly epochOffsetMs: number
}

const UNCHANGED: Redactor = { text: (text) => text, member: (_name, value) => value }

interface DumpContext {
  readonly redactor: Redactor
  readonly origin: string
  readonly toIso: (atMs: number) => string
}

/**
 * Writes a file in the shape of Chrome's webrtc-internals dump, so that what opens those opens it: `getUserMedia`,
 * `PeerConnections` with `updateLog` and `stats`, `UserAgent`; and beside these our own event log as `earshot`.
 * Nobody's name is in what it is made from.
 */
export function writeDump(links: readonly DumpedLink[], options: DumpOptions): string {
  const redactor = options.isWhole ? UNCHANGED : createRedactor()
  const context: DumpContext = {
    redactor,
    origin: options.isWhole ? options.origin : 'https://address.invalid',
    toIso: (atMs) => new Date(atMs + options.epochOffsetMs).toISOString(),
  }
  const dump = {
    getUserMedia: writeCaptures(links[0]?.events ?? [], context),
    PeerConnections: Object.fromEntries(
      links.map((link, index) => [`1-${index + 1}`, writeConnection(link, context)]),
    ),
    UserAgent: options.userAgent,
    UserAgentData: [],
    earshot: {
      version: 1,
      isRedacted: !options.isWhole,
      links: links.map((link, index) => ({
        connection: `1-${index + 1}`,
        role: link.role,
        events: link.events.map((event) => writeEvent(event, context)),
      })),
    },
  }
  return JSON.stringify(dump, null, 2)
}

function writeConnection({ configuration, events, columns }: DumpedLink, context: DumpContext): object {
  const { redactor, origin } = context
  return {
    pid: 1,
    url: origin,
    rtcConfiguration: JSON.stringify(redactDeep(configuration, '', redactor)),
    constraints: '',
    updateLog: events.flatMap((event) => writeUpdate(event, context)),
    stats: Object.fromEntries(
      [...columns].map(([key, column]) => [redactor.text(key), writeColumn(key, column, redactor)]),
    ),
  }
}

function writeColumn(key: string, { statsType, startMs, endMs, values }: StatsColumn, redactor: Redactor) {
  const member = key.slice(key.lastIndexOf('-') + 1)
  return {
    startTime: new Date(startMs).toISOString(),
    endTime: new Date(endMs).toISOString(),
    statsType,
    values: JSON.stringify(values.map((value) => redactor.member(member, value))),
  }
}

/** Chrome's name of a state machine's event. */
const STATE_EVENTS = {
  signaling: 'signalingstatechange',
  gathering: 'icegatheringstatechange',
  ice: 'iceconnectionstatechange',
  dtls: 'dtlsstatechange',
  connection: 'connectionstatechange',
} as const

function writeUpdate(event: LinkEvent, { redactor, toIso }: DumpContext): object[] {
  const entry = (type: string, value: string) => [
    { time: toIso(event.atMs), type, value: redactor.text(value) },
  ]
  switch (event.kind) {
    case 'state':
      return entry(STATE_EVENTS[event.machine], event.state)
    case 'description':
      return entry(
        event.side === 'local' ? 'setLocalDescription' : 'setRemoteDescription',
        `type: ${event.type}, sdp: ${event.sdp}`,
      )
    case 'candidate':
      return entry('icecandidate', `sdpMid: ${event.sdpMid}, candidate: ${event.candidate}`)
    case 'candidate-error':
      return entry('icecandidateerror', `url: ${event.url}\nerror_code: ${event.errorCode}`)
    case 'track':
      return entry('track', event.media)
    default:
      return []
  }
}

/** Chrome's name of what became of a request for devices. */
const CAPTURE_EVENTS: Readonly<Record<string, string>> = {
  'capture-requested': 'getUserMedia',
  'capture-opened': 'getUserMediaOnSuccess',
}

function writeCaptures(events: readonly LinkEvent[], { origin, toIso }: DumpContext): object[] {
  return events.flatMap(({ kind, atMs }) => {
    const type = CAPTURE_EVENTS[kind]
    return type === undefined
      ? []
      : [{ pid: 1, rid: 1, request_type: type, origin, timestamp: toIso(atMs), audio: '', video: '' }]
  })
}

function writeEvent({ atMs, ...content }: LinkEvent, { redactor, toIso }: DumpContext): object {
  return { at: toIso(atMs), content: redactDeep(content, '', redactor) }
}

/** The same value with every text in it redacted, by the member that holds it. */
function redactDeep(value: unknown, member: string, redactor: Redactor): unknown {
  if (Array.isArray(value)) return value.map((one) => redactDeep(one, member, redactor))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, redactDeep(one, name, redactor)]),
    )
  }
  return redactor.member(member, value)
}
