import { byId, findSelectedPair, numberOf, ofType, type StatsEntry, textOf } from './stats-entry'

/** What the panel draws over time. Rates are per second between two measures; null where there is nothing to tell. */
export interface LinkSample {
  /** Seconds since the epoch, as plots have it. */
  readonly atSeconds: number
  readonly sentKbps: number | null
  readonly receivedKbps: number | null
  readonly roundTripMs: number | null
  /** Of a hundred packets that this end sent, and of a hundred that were sent to it. */
  readonly sentLossPercent: number | null
  readonly receivedLossPercent: number | null
  readonly jitterMs: number | null
  readonly sentFramesPerSecond: number | null
  readonly receivedFramesPerSecond: number | null
  /** Since the measure before. */
  readonly freezes: number | null
  readonly sentHeight: number | null
  readonly receivedHeight: number | null
}

/** Why the sender sends less than it could (webrtc-stats §8.7.3). */
export type LimitationReason = 'none' | 'cpu' | 'bandwidth' | 'other'

export interface CodecView {
  readonly direction: 'sent' | 'received'
  readonly kind: string
  /** Such as `VP8` or `opus`. */
  readonly name: string
  readonly clockRate: number | null
}

/** What a sample is made from: a report, and the one before it. */
export interface StatsMoment {
  readonly atMs: number
  readonly stats: readonly StatsEntry[]
}

/** Measures a link at a moment; rates need the moment before. */
export function measureLink(now: StatsMoment, before: StatsMoment | null): LinkSample {
  const outbound = ofType(now.stats, 'outbound-rtp')
  const inbound = ofType(now.stats, 'inbound-rtp')
  const grown = (type: string, name: string) => growth(now, before, type, name)
  const perSecond = (amount: number | null) =>
    amount === null || before === null || now.atMs <= before.atMs
      ? null
      : (amount * 1000) / (now.atMs - before.atMs)
  const roundTrip = numberOf(findSelectedPair(now.stats), 'currentRoundTripTime')
  const fractionLost = largest(ofType(now.stats, 'remote-inbound-rtp'), 'fractionLost')
  const jitter = largest(inbound, 'jitter')
  return {
    atSeconds: now.atMs / 1000,
    sentKbps: scale(perSecond(grown('outbound-rtp', 'bytesSent')), 8 / 1000),
    receivedKbps: scale(perSecond(grown('inbound-rtp', 'bytesReceived')), 8 / 1000),
    roundTripMs: scale(roundTrip, 1000),
    sentLossPercent: scale(fractionLost, 100),
    receivedLossPercent: lossPercent(
      grown('inbound-rtp', 'packetsLost'),
      grown('inbound-rtp', 'packetsReceived'),
    ),
    jitterMs: scale(jitter, 1000),
    sentFramesPerSecond: largest(outbound, 'framesPerSecond'),
    receivedFramesPerSecond: largest(inbound, 'framesPerSecond'),
    freezes: grown('inbound-rtp', 'freezeCount'),
    sentHeight: largest(outbound, 'frameHeight'),
    receivedHeight: largest(inbound, 'frameHeight'),
  }
}

/** @returns The worst reason of any stream that is sent. */
export function readLimitation(stats: readonly StatsEntry[]): LimitationReason {
  const reasons = ofType(stats, 'outbound-rtp').map((entry) => textOf(entry, 'qualityLimitationReason'))
  for (const reason of ['bandwidth', 'cpu', 'other'] as const) if (reasons.includes(reason)) return reason
  return 'none'
}

/** @returns What was agreed on and is in use, one entry a kind and direction. */
export function describeCodecs(stats: readonly StatsEntry[]): CodecView[] {
  const views = (
    [
      ['outbound-rtp', 'sent'],
      ['inbound-rtp', 'received'],
    ] as const
  ).flatMap(([type, direction]) =>
    ofType(stats, type).flatMap((entry) => {
      const codec = byId(stats, textOf(entry, 'codecId'))
      const name = textOf(codec, 'mimeType')?.split('/')[1]
      if (name === undefined) return []
      const kind = textOf(entry, 'kind') ?? ''
      return [{ direction, kind, name, clockRate: numberOf(codec, 'clockRate') }]
    }),
  )
  const keyOf = ({ direction, kind, name }: CodecView) => `${direction} ${kind} ${name}`
  return [...new Map(views.map((view) => [keyOf(view), view])).values()]
}

/** How much a counter has grown over all objects of a type; null where none has it, or nothing came before. */
function growth(now: StatsMoment, before: StatsMoment | null, type: string, name: string): number | null {
  if (before === null) return null
  const steps = ofType(now.stats, type).flatMap((entry) => {
    const after = numberOf(entry, name)
    const earlier = numberOf(byId(before.stats, textOf(entry, 'id')), name)
    return after === null || earlier === null ? [] : [Math.max(after - earlier, 0)]
  })
  return steps.length === 0 ? null : steps.reduce((sum, step) => sum + step, 0)
}

function largest(entries: readonly StatsEntry[], name: string): number | null {
  const values = entries.flatMap((entry) => numberOf(entry, name) ?? [])
  return values.length === 0 ? null : Math.max(...values)
}

function lossPercent(lost: number | null, received: number | null): number | null {
  if (lost === null || received === null) return null
  return lost + received === 0 ? 0 : (lost * 100) / (lost + received)
}

function scale(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor
}
