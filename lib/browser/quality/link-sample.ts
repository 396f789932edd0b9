import type { LinkMeasure } from './send-plan'

/** What a link's statistics (W3C webrtc-stats) say at one moment. Counts run from the link's beginning. Null: the browser does not tell. */
export interface LinkSample {
  readonly atMs: number
  /** What came by the path in use: bytes, and the checks that keep consent (RFC 7675), which come from who sends no media too. */
  readonly arrivals: number
  /** By the path in use. */
  readonly bytesSent: number
  readonly availableBps: number | null
  readonly rttMs: number | null
  readonly relay: 'none' | 'udp' | 'tcp'
  readonly outbound: {
    /** The worst of what the receiver last reported, 0 to 1. */
    readonly lossShare: number | null
    readonly encodeSeconds: number
    readonly isProcessorShort: boolean
  }
  readonly inbound: {
    readonly packets: number
    readonly lost: number
    readonly framesReceived: number
    readonly framesDropped: number
    readonly freezeSeconds: number
  }
}

type Stats = Readonly<Record<string, unknown>>

/** @param atMs When the report was made, on the link's clock. @returns null where no path is in use. */
export function readLinkSample(report: RTCStatsReport, atMs: number): LinkSample | null {
  const all = new Map<string, Stats>()
  report.forEach((stats: Stats) => {
    if (typeof stats.id === 'string') all.set(stats.id, stats)
  })
  const of = (type: string) => [...all.values()].filter((stats) => stats.type === type)
  const selected = of('transport').find(
    ({ selectedCandidatePairId }) => selectedCandidatePairId !== undefined,
  )
  // Firefox has no transport stats; it marks the pair.
  const pair =
    all.get(String(selected?.selectedCandidatePairId)) ??
    of('candidate-pair').find((one) => one.selected === true)
  if (pair === undefined) return null
  const inbound = of('inbound-rtp')
  const outbound = of('outbound-rtp')
  const losses = of('remote-inbound-rtp').flatMap((one) => numberOf(one.fractionLost) ?? [])
  const rtt = numberOf(pair.currentRoundTripTime)
  return {
    atMs,
    arrivals: sumOf([pair], 'bytesReceived', 'requestsReceived', 'responsesReceived'),
    bytesSent: numberOf(pair.bytesSent) ?? 0,
    availableBps: numberOf(pair.availableOutgoingBitrate),
    rttMs: rtt === null ? null : rtt * 1_000,
    relay: readRelay(all.get(String(pair.localCandidateId)), all.get(String(pair.remoteCandidateId))),
    outbound: {
      lossShare: losses.length === 0 ? null : Math.max(...losses),
      encodeSeconds: sumOf(outbound, 'totalEncodeTime'),
      isProcessorShort: outbound.some(({ qualityLimitationReason }) => qualityLimitationReason === 'cpu'),
    },
    inbound: {
      packets: sumOf(inbound, 'packetsReceived'),
      lost: sumOf(inbound, 'packetsLost'),
      framesReceived: sumOf(inbound, 'framesReceived'),
      framesDropped: sumOf(inbound, 'framesDropped'),
      freezeSeconds: sumOf(inbound, 'totalFreezesDuration'),
    },
  }
}

/** TLS runs over TCP. How the other end reaches its relay is not told. */
function readRelay(local: Stats | undefined, remote: Stats | undefined): LinkSample['relay'] {
  if (local?.candidateType === 'relay') return local.relayProtocol === 'udp' ? 'udp' : 'tcp'
  return remote?.candidateType === 'relay' ? 'udp' : 'none'
}

/** What went out between two samples. */
export function measureLink(before: LinkSample, after: LinkSample): LinkMeasure {
  const seconds = (after.atMs - before.atMs) / 1_000
  const bits = (after.bytesSent - before.bytesSent) * 8
  return {
    availableBps: after.availableBps,
    // Another path counts from its own beginning.
    sentBps: seconds > 0 && bits >= 0 ? bits / seconds : null,
    lossShare: after.outbound.lossShare,
    rttMs: after.rttMs,
    isProcessorShort: after.outbound.isProcessorShort,
    encodeShare:
      seconds > 0 ? Math.max(0, after.outbound.encodeSeconds - before.outbound.encodeSeconds) / seconds : 0,
  }
}

function sumOf(all: readonly Stats[], ...names: readonly string[]): number {
  const values = all.flatMap((stats) => names.map((name) => numberOf(stats[name]) ?? 0))
  return values.reduce((sum, value) => sum + value, 0)
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
