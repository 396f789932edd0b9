import { byId, findSelectedPair, numberOf, ofType, type StatsEntry, textOf } from './stats-entry'

/** A candidate (RFC 8445 §5.1.1) as the panel shows it. */
export interface CandidateView {
  readonly id: string
  readonly type: string
  /** To the peer, or at a relay from the relay to it: `udp` or `tcp`. */
  readonly protocol: string
  /** Empty where the browser keeps it to itself. */
  readonly address: string
  readonly port: number | null
  /** How this end reaches its relay: `udp`, `tcp` or `tls`; null where the candidate is none of a relay, or the peer's. */
  readonly relayProtocol: string | null
}

export interface PairView {
  readonly id: string
  readonly localId: string
  readonly remoteId: string
  /** webrtc-stats §8.3: `frozen`, `waiting`, `in-progress`, `failed` or `succeeded`. */
  readonly state: string
  readonly isSelected: boolean
  readonly roundTripMs: number | null
}

/** How media goes: straight, straight but through address translation, or over a relay of either end. */
export type PathKind = 'direct' | 'nat' | 'relay'

/** The way in use, for a drawing. */
export interface PathView {
  readonly kind: PathKind
  readonly local: CandidateView
  readonly remote: CandidateView
  readonly roundTripMs: number | null
}

/** @returns The candidates of one side. */
export function describeCandidates(stats: readonly StatsEntry[], side: 'local' | 'remote'): CandidateView[] {
  return ofType(stats, `${side}-candidate`).map(toCandidate)
}

/** @returns The pairs that were tried, the one in use first. */
export function describePairs(stats: readonly StatsEntry[]): PairView[] {
  const selected = findSelectedPair(stats)
  return ofType(stats, 'candidate-pair')
    .map((pair) => ({
      id: textOf(pair, 'id') ?? '',
      localId: textOf(pair, 'localCandidateId') ?? '',
      remoteId: textOf(pair, 'remoteCandidateId') ?? '',
      state: textOf(pair, 'state') ?? '',
      isSelected: pair === selected,
      roundTripMs: roundTripOf(pair),
    }))
    .toSorted((a, b) => Number(b.isSelected) - Number(a.isSelected))
}

/** @returns null while no pair is in use. */
export function describePath(stats: readonly StatsEntry[]): PathView | null {
  const pair = findSelectedPair(stats)
  const local = byId(stats, textOf(pair, 'localCandidateId'))
  const remote = byId(stats, textOf(pair, 'remoteCandidateId'))
  if (local === undefined || remote === undefined) return null
  const ends = { local: toCandidate(local), remote: toCandidate(remote) }
  return { kind: choosePathKind(ends.local.type, ends.remote.type), ...ends, roundTripMs: roundTripOf(pair) }
}

function choosePathKind(...types: readonly string[]): PathKind {
  if (types.includes('relay')) return 'relay'
  return types.every((type) => type === 'host') ? 'direct' : 'nat'
}

function toCandidate(entry: StatsEntry): CandidateView {
  return {
    id: textOf(entry, 'id') ?? '',
    type: textOf(entry, 'candidateType') ?? '',
    protocol: textOf(entry, 'protocol') ?? '',
    address: textOf(entry, 'address') ?? textOf(entry, 'ip') ?? '',
    port: numberOf(entry, 'port'),
    relayProtocol: textOf(entry, 'relayProtocol'),
  }
}

function roundTripOf(pair: StatsEntry | undefined): number | null {
  const seconds = numberOf(pair, 'currentRoundTripTime')
  return seconds === null ? null : seconds * 1000
}
