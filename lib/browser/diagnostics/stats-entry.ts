/** One object of a statistics report (webrtc-stats), of which a browser fills in what it likes. */
export type StatsEntry = Readonly<Record<string, unknown>>

/** @returns The report's objects as a list. */
export function listStats(report: RTCStatsReport): StatsEntry[] {
  const entries: StatsEntry[] = []
  report.forEach((entry: StatsEntry) => {
    entries.push(entry)
  })
  return entries
}

/** @returns The member where it is a text, else null. */
export function textOf(entry: StatsEntry | undefined, name: string): string | null {
  const value = entry?.[name]
  return typeof value === 'string' ? value : null
}

/** @returns The member where it is a number, else null. */
export function numberOf(entry: StatsEntry | undefined, name: string): number | null {
  const value = entry?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function ofType(stats: readonly StatsEntry[], type: string): StatsEntry[] {
  return stats.filter((entry) => entry.type === type)
}

export function byId(stats: readonly StatsEntry[], id: string | null): StatsEntry | undefined {
  return id === null ? undefined : stats.find((entry) => entry.id === id)
}

/** The pair of candidates in use. Firefox has no transport statistics; it marks the pair. */
export function findSelectedPair(stats: readonly StatsEntry[]): StatsEntry | undefined {
  const [id = null] = ofType(stats, 'transport').flatMap(
    (entry) => textOf(entry, 'selectedCandidatePairId') ?? [],
  )
  return byId(stats, id) ?? ofType(stats, 'candidate-pair').find(({ selected }) => selected === true)
}
