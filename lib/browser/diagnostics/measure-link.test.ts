import { describe, expect, it } from 'vitest'
import { describeCodecs, measureLink, readLimitation } from './measure-link'
import { StatsHistory } from './stats-history'

const before = {
  atMs: 1_000,
  stats: [
    { id: 'O', type: 'outbound-rtp', kind: 'video', bytesSent: 1_000, frameHeight: 360, framesPerSecond: 30 },
    { id: 'I', type: 'inbound-rtp', kind: 'video', bytesReceived: 0, packetsLost: 0, packetsReceived: 10 },
  ],
}
const now = {
  atMs: 3_000,
  stats: [
    {
      id: 'O',
      type: 'outbound-rtp',
      kind: 'video',
      codecId: 'C',
      bytesSent: 26_000,
      frameHeight: 180,
      framesPerSecond: 15,
      qualityLimitationReason: 'cpu',
    },
    {
      id: 'I',
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'C',
      bytesReceived: 50_000,
      packetsLost: 10,
      packetsReceived: 100,
      jitter: 0.004,
      freezeCount: 2,
    },
    { id: 'N', type: 'inbound-rtp', kind: 'audio', bytesReceived: 999, packetsLost: 99, packetsReceived: 1 },
    { id: 'Q', type: 'remote-inbound-rtp', fractionLost: 0.05 },
    { id: 'C', type: 'codec', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
}

describe('measureLink', () => {
  it('measures rates between two moments, and counts nothing that has only come', () => {
    expect(measureLink(now, before)).toEqual({
      atSeconds: 3,
      sentKbps: 100,
      receivedKbps: 200,
      roundTripMs: null,
      sentLossPercent: 5,
      receivedLossPercent: 10,
      jitterMs: 4,
      sentFramesPerSecond: 15,
      receivedFramesPerSecond: null,
      freezes: null,
      sentHeight: 180,
      receivedHeight: null,
    })
  })

  it('has no rates at first', () => {
    expect(measureLink(before, null)).toMatchObject({ sentKbps: null, receivedLossPercent: null })
  })
})

it('says what is agreed on, once a kind and direction, and what limits the sender', () => {
  expect(describeCodecs(now.stats).map(({ direction, name }) => `${direction} ${name}`)).toEqual([
    'sent VP8',
    'received VP8',
  ])
  expect(readLimitation(now.stats)).toBe('cpu')
  expect(readLimitation(before.stats)).toBe('none')
})

it('keeps the last values of each member, and no objects', () => {
  const history = new StatsHistory(2)
  for (const value of [1, 2, 3]) history.add([{ id: 'a', type: 'codec', value, list: [value] }], value)
  expect([...history.columns()]).toEqual([
    ['a-value', { statsType: 'codec', startMs: 1, endMs: 3, values: [2, 3] }],
  ])
})
