import { describe, expect, it } from 'vitest'
import { judgePath, type PathMeasure } from './path-evidence'

const PLANNED_BPS = 300_000
const ROOMY: PathMeasure = { availableBps: 600_000, sentBps: 300_000, lossShare: 0, rttMs: 100 }

describe('judgePath', () => {
  it.each([
    ['room for more', {}, 'low'],
    ['room for more, on a path that always loses some', { lossShare: 0.05 }, 'low'],
    ['room for more by an estimate that heavy losses are about to change', { lossShare: 0.09 }, 'fair'],
    ['a path that loses much of what fills it', { lossShare: 0.12 }, 'high'],
    ['an estimate below what is planned', { availableBps: 200_000 }, 'high'],
    ['an estimate of what is planned', { availableBps: 300_000 }, 'fair'],
    ['a queue', { rttMs: 500 }, 'high'],
    ['nothing told', { availableBps: null, lossShare: null, rttMs: null }, 'low'],
  ] as const)('finds %s', (_, change, evidence) => {
    expect(judgePath({ ...ROOMY, ...change }, 100, PLANNED_BPS)).toBe(evidence)
  })
})
