/** What has come over the path in use: it grows with every packet. Counts of different paths do not compare. */
export interface ArrivalCount {
  readonly pairId: string
  /** Payload bytes, and the checks that keep consent (RFC 7675), which flow even where nobody sends media. */
  readonly count: number
}

/** @returns null where the report names no path in use. */
export function countArrivals(report: RTCStatsReport): ArrivalCount | null {
  let selectedPairId: string | null = null
  const pairs = new Map<string, Counters>()
  report.forEach((stats: Readonly<Record<string, unknown>>) => {
    if (stats.type === 'transport' && typeof stats.selectedCandidatePairId === 'string') {
      selectedPairId = stats.selectedCandidatePairId
    }
    if (stats.type === 'candidate-pair' && typeof stats.id === 'string') pairs.set(stats.id, stats)
    // Firefox has no transport stats; it marks the pair.
    if (stats.type === 'candidate-pair' && stats.selected === true && typeof stats.id === 'string') {
      selectedPairId ??= stats.id
    }
  })
  const pair = selectedPairId === null ? undefined : pairs.get(selectedPairId)
  if (selectedPairId === null || pair === undefined) return null
  return { pairId: selectedPairId, count: COUNTED.reduce((sum, name) => sum + numberOf(pair[name]), 0) }
}

type Counters = Readonly<Record<string, unknown>>

const COUNTED = ['bytesReceived', 'requestsReceived', 'responsesReceived'] as const

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
