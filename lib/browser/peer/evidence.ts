import type { CandidateMessage, DescriptionMessage } from '@/lib/protocol/link-messages'
import type { LinkConnection } from './link-connection'
import type { CandidateKinds, LinkEvidence } from './verdict'

/** "Unauthorized" and "Forbidden" of RFC 8656 §19 and RFC 8489 §14.8, "Wrong Credentials", "Stale Nonce" as the last word. */
const CREDENTIAL_ERRORS: ReadonlySet<number> = new Set([401, 403, 438, 441])

const NO_KINDS: CandidateKinds = { host: false, srflx: false, relay: false }

/** Owns what a link has seen that tells why it does not work. Kinds and codes only, never an address. */
export class EvidenceCollector {
  readonly #connection: LinkConnection
  #local = NO_KINDS
  #remote = NO_KINDS
  #isRelayRefused = false
  #hasPeerLeft = false

  constructor(connection: LinkConnection, signal: AbortSignal) {
    this.#connection = connection
    connection.addEventListener(
      'icecandidate',
      ({ candidate }) => {
        this.#local = withKindsOf(this.#local, candidate?.candidate ?? '')
      },
      { signal },
    )
    connection.addEventListener(
      'icecandidateerror',
      ({ errorCode, url }) => {
        if (/^turns?:/.test(url) && CREDENTIAL_ERRORS.has(errorCode)) this.#isRelayRefused = true
      },
      { signal },
    )
  }

  noteReceived(message: DescriptionMessage | CandidateMessage): void {
    const text =
      message.kind === 'candidate' ? message.candidate.candidate : candidateLines(message.description.sdp)
    this.#remote = withKindsOf(this.#remote, text)
  }

  notePeerLeft(): void {
    this.#hasPeerLeft = true
  }

  collect(facts: Pick<LinkEvidence, 'isAnswered' | 'wasConnected' | 'isSignalingReachable'>): LinkEvidence {
    return {
      ...facts,
      hasPeerLeft: this.#hasPeerLeft,
      dtls: this.#connection.sctp?.transport.state ?? null,
      local: this.#local,
      remote: this.#remote,
      servers: serversOf(this.#connection.getConfiguration().iceServers ?? []),
      isRelayRefused: this.#isRelayRefused,
    }
  }
}

/** @returns Which ways to the outside a configuration offers. A TURN URL without a transport means UDP (RFC 7065 §3). */
export function serversOf(iceServers: readonly RTCIceServer[]): LinkEvidence['servers'] {
  const urls = iceServers.flatMap(({ urls }) => urls)
  const isTcp = (url: string) => url.startsWith('turns:') || /[?&]transport=tcp\b/.test(url)
  const turns = urls.filter((url) => /^turns?:/.test(url))
  return {
    stun: urls.some((url) => /^stuns?:/.test(url)),
    turnOverUdp: turns.some((url) => !isTcp(url)),
    turnOverTcp: turns.some(isTcp),
  }
}

function withKindsOf(kinds: CandidateKinds, text: string): CandidateKinds {
  const has = (type: string) => new RegExp(` typ ${type}\\b`).test(text)
  return {
    host: kinds.host || has('host'),
    srflx: kinds.srflx || has('srflx') || has('prflx'),
    relay: kinds.relay || has('relay'),
  }
}

function candidateLines(sdp: string): string {
  return (sdp.match(/^a=candidate:.*$/gm) ?? []).join('\n')
}
