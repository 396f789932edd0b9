/** What the peer has sent over the path in use. Counts of different paths do not compare. */
export interface ArrivalCount {
  readonly pairId: string
  /**
   * Payload bytes. Checks do not count (RFC 8445 §7): a browser answers them on every pair that works, also on one by which its page
   * sends nothing.
   */
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
  return { pairId: selectedPairId, count: numberOf(pair.bytesReceived) }
}

type Counters = Readonly<Record<string, unknown>>

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
