import { describe, expect, it } from 'vitest'
import { createSample } from '@/lib/testing/quality-samples'
import { measureLink, readLinkSample } from './link-sample'

const report = (entries: readonly Readonly<Record<string, unknown>>[]): RTCStatsReport =>
  new Map<string, object>(entries.map((entry) => [String(entry.id), entry]))

const PAIR = {
  id: 'P',
  type: 'candidate-pair',
  bytesReceived: 2_000,
  requestsReceived: 2,
  responsesReceived: 3,
  bytesSent: 1_000,
  currentRoundTripTime: 0.05,
  availableOutgoingBitrate: 800_000,
  localCandidateId: 'L',
  remoteCandidateId: 'R',
}
const TRANSPORT = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' }

describe('readLinkSample', () => {
  it('has nothing to tell before a path is in use', () => {
    expect(readLinkSample(report([PAIR]), 0)).toBeNull()
  })

  it('sums over all pictures and takes the worst loss that was reported', () => {
    const sample = readLinkSample(
      report([
        TRANSPORT,
        PAIR,
        { id: 'L', type: 'local-candidate', candidateType: 'host' },
        { id: 'R', type: 'remote-candidate', candidateType: 'srflx' },
        { id: 'i1', type: 'inbound-rtp', packetsReceived: 10, packetsLost: 1 },
        {
          id: 'i2',
          type: 'inbound-rtp',
          packetsReceived: 20,
          packetsLost: 2,
          framesReceived: 5,
          framesDropped: 1,
          totalFreezesDuration: 0.5,
        },
        { id: 'o1', type: 'outbound-rtp', totalEncodeTime: 1, qualityLimitationReason: 'none' },
        { id: 'o2', type: 'outbound-rtp', totalEncodeTime: 2, qualityLimitationReason: 'cpu' },
        { id: 'r1', type: 'remote-inbound-rtp', fractionLost: 0.01 },
        { id: 'r2', type: 'remote-inbound-rtp', fractionLost: 0.2 },
      ]),
      7,
    )
    expect(sample).toEqual({
      atMs: 7,
      arrivals: 2_005,
      bytesSent: 1_000,
      availableBps: 800_000,
      rttMs: 50,
      relay: 'none',
      outbound: { lossShare: 0.2, encodeSeconds: 3, isProcessorShort: true },
      inbound: { packets: 30, lost: 3, framesReceived: 5, framesDropped: 1, freezeSeconds: 0.5 },
    })
  })

  it.each([
    [{ candidateType: 'relay', relayProtocol: 'udp' }, { candidateType: 'host' }, 'udp'],
    [{ candidateType: 'relay', relayProtocol: 'tcp' }, { candidateType: 'host' }, 'tcp'],
    [{ candidateType: 'relay', relayProtocol: 'tls' }, { candidateType: 'host' }, 'tcp'],
    [{ candidateType: 'host' }, { candidateType: 'relay' }, 'udp'],
    [{ candidateType: 'prflx' }, { candidateType: 'srflx' }, 'none'],
  ])('tells a relay from a direct path: %o %o', (local, remote, expected) => {
    const sample = readLinkSample(report([TRANSPORT, PAIR, { id: 'L', ...local }, { id: 'R', ...remote }]), 0)
    expect(sample?.relay).toBe(expected)
  })

  it('finds the pair that Firefox marks, where there are no transport stats', () => {
    expect(readLinkSample(report([{ ...PAIR, selected: true }]), 0)?.bytesSent).toBe(1_000)
  })
})

describe('measureLink', () => {
  it('makes rates of counts', () => {
    const { sentBps, encodeShare } = measureLink(createSample(1), createSample(3))
    expect(sentBps).toBe(800_000)
    expect(encodeShare).toBeCloseTo(0.1)
  })

  it('does not take another path, which counts from its own beginning, for a negative rate', () => {
    expect(measureLink(createSample(5), createSample(6, { bytesSent: 10 })).sentBps).toBeNull()
  })
})
