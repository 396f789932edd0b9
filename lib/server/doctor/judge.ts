import { BlockList, isIP } from 'node:net'
import type { TurnAnswer } from './ask-turn'
import type { StunTarget } from './stun-url'
import type { DoctorCode } from './verdicts'

const DAY_MS = 86_400_000
const SOON_MS = 14 * DAY_MS

/** What a look at the port found. */
export type PortFact = 'free' | 'ours' | 'taken' | 'denied'

/** What a request to the public address came to. */
export interface PublicFacts {
  readonly isSecure: boolean
  /** Earshot's own health address answered as it does. */
  readonly isEarshot: boolean
  /** The platform's code of what went wrong, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`; null where it answered. */
  readonly error: string | null
  /** The end of the certificate, in milliseconds since the epoch; null without one. */
  readonly certificateEndsAt: number | null
}

export function judgePort(fact: PortFact): DoctorCode {
  return `port-${fact}`
}

const TLS_ERRORS: Readonly<Record<string, DoctorCode>> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-name',
  CERT_NOT_YET_VALID: 'tls-untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
}

/** @returns What is wrong with the certificate, or that nothing is; null where none was seen. */
export function judgeTls({ error, certificateEndsAt }: PublicFacts, now: number): DoctorCode | null {
  const refusal = error === null ? undefined : TLS_ERRORS[error]
  if (refusal !== undefined) return refusal
  if (certificateEndsAt === null) return null
  return certificateEndsAt - now < SOON_MS ? 'tls-ends-soon' : 'tls-valid'
}

/** @returns null where the certificate's own verdict says it all. */
export function judgePublic({ isSecure, isEarshot, error }: PublicFacts): DoctorCode | null {
  if (error !== null) return error in TLS_ERRORS ? null : 'public-unreachable'
  if (!isEarshot) return 'public-not-earshot'
  return isSecure ? 'public-reached' : 'public-not-secure'
}

/** @param status of the answer to the request for an upgrade; null: none came */
export function judgeWebSocket(status: number | null): DoctorCode {
  if (status === 101) return 'websocket-upgraded'
  return status === 403 ? 'websocket-refused' : 'websocket-not-upgraded'
}

/** What one way to a TURN server came to. */
export interface TurnFacts {
  /** The platform's code where the way could not be opened; null where it could. */
  readonly error: string | null
  /** Whether the way is TLS, so that an error may be the certificate's. */
  readonly isTls: boolean
  /** Of credentials as participants get them. */
  readonly answer: TurnAnswer
  /** Of credentials that end much later; null where that was not asked. */
  readonly laterAnswer: TurnAnswer | null
  /** A request without a true credential was granted. */
  readonly isOpen: boolean
  /** The server's own address, as it was reached. */
  readonly serverAddress: string
}

/** RFC 8489 §14.8: the credentials are not accepted. */
const UNAUTHORIZED = 401

export function judgeTurn(facts: TurnFacts): DoctorCode {
  const { error, isTls, answer, laterAnswer, isOpen, serverAddress } = facts
  if (error !== null)
    return isTls && /CERT|SIGNATURE|TLS/.test(error) ? 'turn-tls-refused' : 'turn-unreachable'
  switch (answer.kind) {
    case 'silent':
      return 'turn-unreachable'
    case 'refused':
      if (answer.code !== UNAUTHORIZED) return 'turn-refused'
      return laterAnswer?.kind === 'granted' ? 'turn-clock-ahead' : 'turn-secret-wrong'
    case 'granted':
      if (isOpen) return 'turn-no-credentials-asked'
      return isPrivate(answer.relayedAddress) && !isPrivate(serverAddress)
        ? 'turn-relays-privately'
        : 'turn-relays'
  }
}

/** @returns Whether those whose network stops UDP have a way to the relay. */
export function judgeRelayWays(targets: readonly StunTarget[]): DoctorCode {
  if (targets.length === 0) return 'relay-none'
  return targets.some(({ transport }) => transport !== 'udp') ? 'relay-every-way' : 'relay-over-udp-alone'
}

/** @param error what Redis or the platform said; null where it answered */
export function judgeRedis(error: string | null): DoctorCode {
  if (error === null) return 'redis-answers'
  return /WRONGPASS|NOAUTH|NOPERM/.test(error) ? 'redis-refused' : 'redis-unreachable'
}

/** RFC 1918, RFC 6598, RFC 3927, RFC 4193, and this machine itself. */
function isPrivate(address: string): boolean {
  const ranges = new BlockList()
  ranges.addSubnet('10.0.0.0', 8)
  ranges.addSubnet('172.16.0.0', 12)
  ranges.addSubnet('192.168.0.0', 16)
  ranges.addSubnet('100.64.0.0', 10)
  ranges.addSubnet('169.254.0.0', 16)
  ranges.addSubnet('127.0.0.0', 8)
  ranges.addSubnet('fc00::', 7, 'ipv6')
  ranges.addAddress('::1', 'ipv6')
  const version = isIP(address)
  return version !== 0 && ranges.check(address, version === 6 ? 'ipv6' : 'ipv4')
}
