import { expect, test } from 'vitest'
import { readPathCandidate } from './path-candidate'

const report = (...stats: { id: string; type: string }[]): RTCStatsReport =>
  new Map(stats.map((entry) => [entry.id, entry]))

const pair = (id: string, localCandidateId: string, more: object = {}) => ({
  id,
  type: 'candidate-pair',
  localCandidateId,
  ...more,
})
const candidate = (id: string, candidateType: string, type = 'local-candidate') => ({
  id,
  type,
  candidateType,
})
const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' }

test.each([
  ['of the pair in use', [pair('P', 'a'), pair('Q', 'b'), transport], 'relay'],
  ['of the pair that Firefox marks', [pair('P', 'a'), pair('Q', 'b', { selected: true })], 'srflx'],
  ['none without a pair in use', [pair('P', 'a')], null],
  ['none where the pair is gone', [transport], null],
  ['none where the kind is no kind', [pair('P', 'c'), transport], null],
  ['none of a remote candidate', [pair('P', 'd'), transport], null],
])('the own candidate: %s', (_name, stats, expected) => {
  const candidates = [
    candidate('a', 'relay'),
    candidate('b', 'srflx'),
    candidate('c', 'tunnel'),
    candidate('d', 'host', 'remote-candidate'),
  ]
  expect(readPathCandidate(report(...stats, ...candidates))).toBe(expected)
})
