/** How the way to a peer fares, as both ends measure it. */
export interface PathQuality {
  /** The longest that is reported: a queue on the way shows in it first. null: not measured yet. */
  readonly roundTripMs: number | null
  /** Part of the media packets that the peer misses, 0 to 1; null: it has not said. */
  readonly loss: number | null
}

/** Reads it from a report (W3C WebRTC statistics, §8.11 and §8.18). */
export function readPathQuality(report: RTCStatsReport): PathQuality {
  const roundTrips: number[] = []
  const losses: number[] = []
  report.forEach((stats: Readonly<Record<string, unknown>>) => {
    if (stats.type === 'candidate-pair' && stats.state === 'succeeded' && stats.nominated === true) {
      addNumber(roundTrips, stats.currentRoundTripTime)
    }
    if (stats.type === 'remote-inbound-rtp') {
      addNumber(roundTrips, stats.roundTripTime)
      addNumber(losses, stats.fractionLost)
    }
  })
  const longest = largest(roundTrips)
  return { roundTripMs: longest === null ? null : longest * 1_000, loss: largest(losses) }
}

function addNumber(numbers: number[], value: unknown): void {
  if (typeof value === 'number' && Number.isFinite(value)) numbers.push(value)
}

function largest(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : Math.max(...numbers)
}
