import { expect, test } from 'vitest'
import { countArrivals } from './path-counters'

const report = (...stats: { id: string; type: string }[]): RTCStatsReport =>
  new Map(stats.map((entry) => [entry.id, entry]))

const pair = (id: string, more: object) => ({ id, type: 'candidate-pair', ...more })
const transport = (selectedCandidatePairId: string) => ({
  id: 'T',
  type: 'transport',
  selectedCandidatePairId,
})

test('the payload of the pair in use is counted; its checks and other pairs are not', () => {
  const stats = report(
    pair('P', { bytesReceived: 100, requestsReceived: 2, responsesReceived: 3, bytesSent: 9 }),
    pair('Q', { bytesReceived: 1_000 }),
    transport('P'),
  )
  expect(countArrivals(stats)).toEqual({ pairId: 'P', count: 100 })
})

test('Firefox marks the pair in use, for want of transport stats', () => {
  expect(countArrivals(report(pair('P', { bytesReceived: 7, selected: true }), pair('Q', {})))).toEqual({
    pairId: 'P',
    count: 7,
  })
})

test('without a pair in use there is no number', () => {
  expect(countArrivals(report(pair('P', { bytesReceived: 7 })))).toBeNull()
  expect(countArrivals(report(transport('gone')))).toBeNull()
})
