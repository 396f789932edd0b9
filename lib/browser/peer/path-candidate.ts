import { CandidateType } from '@/lib/protocol/link-outcome'

/** @returns the kind of this end's own candidate of the path in use; null where the report names no path in use. */
export function readPathCandidate(report: RTCStatsReport): CandidateType | null {
  let selectedPairId: unknown = null
  const locals = new Map<unknown, unknown>()
  const types = new Map<unknown, unknown>()
  report.forEach((stats: Readonly<Record<string, unknown>>) => {
    if (stats.type === 'transport') selectedPairId = stats.selectedCandidatePairId ?? selectedPairId
    // Firefox has no transport stats; it marks the pair.
    if (stats.type === 'candidate-pair' && stats.selected === true) selectedPairId ??= stats.id
    if (stats.type === 'candidate-pair') locals.set(stats.id, stats.localCandidateId)
    if (stats.type === 'local-candidate') types.set(stats.id, stats.candidateType)
  })
  const type = CandidateType.safeParse(types.get(locals.get(selectedPairId)))
  return type.success ? type.data : null
}
