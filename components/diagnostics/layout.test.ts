import { describe, expect, it } from 'vitest'
import type { CandidateView } from '@/lib/browser/diagnostics/describe-path'
import type { Timeline, TimelineStep } from '@/lib/browser/diagnostics/describe-timeline'
import { formatAddress } from './format-address'
import { layoutTimeline } from './layout-timeline'
import { listPathStations } from './list-path-stations'
import { PLOTS, readLatest, toColumns } from './plot-lines'

const step = (name: TimelineStep['name'], startMs: number, durationMs: number, isWait = false) => ({
  name,
  startMs,
  durationMs,
  isWait,
  isBeside: false,
})

describe('layoutTimeline', () => {
  it('draws a wait of minutes no longer than a quarter of the work', () => {
    const timeline: Timeline = {
      steps: [step('offer', 0, 100), step('answer', 100, 60_000, true), step('ice', 60_100, 100)],
      totalMs: 60_200,
      setUpMs: 200,
      isComplete: false,
    }
    const bars = layoutTimeline(timeline).map(({ leftPercent, widthPercent }) => [leftPercent, widthPercent])
    expect(bars).toEqual([
      [0, 40],
      [40, 20],
      [60, 40],
    ])
  })

  it('draws what was before the beginning at it', () => {
    const steps = [step('capture', -500, 600), step('offer', 0, 200)]
    const bars = layoutTimeline({ steps, totalMs: 200, setUpMs: 200, isComplete: false })
    expect(bars.map(({ leftPercent, widthPercent }) => [leftPercent, widthPercent])).toEqual([
      [0, 50],
      [0, 100],
    ])
  })
})

const candidate = (type: string, protocol = 'udp', relayProtocol: string | null = null): CandidateView => ({
  id: type,
  type,
  protocol,
  relayProtocol,
  address: '2001:db8::1',
  port: 9,
})

describe('listPathStations', () => {
  it.each([
    [candidate('host'), candidate('host'), 'self udp, peer'],
    [candidate('srflx'), candidate('host'), 'self udp, nat udp, peer'],
    [candidate('host'), candidate('prflx'), 'self udp, nat udp, peer'],
    [candidate('relay', 'udp', 'tls'), candidate('host'), 'self tls, relay udp, peer'],
    [candidate('srflx'), candidate('relay'), 'self udp, nat udp, relay, peer'],
    [candidate('relay', 'udp', 'tcp'), candidate('relay'), 'self tcp, relay udp, relay, peer'],
  ])('from $type to $type', (local, remote, expected) => {
    const stations = listPathStations({ kind: 'nat', local, remote, roundTripMs: null })
    expect(stations.map(({ kind, protocol }) => `${kind} ${protocol}`.trim()).join(', ')).toBe(expected)
  })
})

it('writes an address as a URL does', () => {
  expect(formatAddress({ address: '192.0.2.1', port: 9 })).toBe('192.0.2.1:9')
  expect(formatAddress({ address: '2001:db8::1', port: 9 })).toBe('[2001:db8::1]:9')
  expect(formatAddress({ address: '', port: null })).toBe('…')
})

it('gives plots their lines with gaps where nothing is known, and the newest figure as text', () => {
  const nothing = Object.fromEntries(
    PLOTS.flatMap(({ sent, received }) => [received, ...(sent === null ? [] : [sent])]).map((name) => [
      name,
      null,
    ]),
  )
  const [plot] = PLOTS
  const sample = {
    sentKbps: 1.25,
    receivedKbps: null,
    roundTripMs: null,
    sentLossPercent: null,
    receivedLossPercent: null,
    jitterMs: null,
    sentFramesPerSecond: null,
    receivedFramesPerSecond: null,
    freezes: null,
    sentHeight: null,
    receivedHeight: null,
    atSeconds: 5,
  }
  expect(Object.keys(nothing).toSorted()).toEqual(
    Object.keys(sample)
      .filter((name) => name !== 'atSeconds')
      .toSorted(),
  )
  expect(plot && toColumns([sample], plot)).toEqual([[5], [null], [1.25]])
  expect(readLatest([sample], 'sentKbps')).toBe(1.3)
  expect(readLatest([], 'sentKbps')).toBeNull()
})
