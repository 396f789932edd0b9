import { describe, expect, it } from 'vitest'
import { createSample, type SampleChange } from '@/lib/testing/quality-samples'
import { judgeLink, type LinkQuality, NOTHING_SHOWN, nextShownQuality } from './link-quality'
import type { Strain } from './send-plan'

interface Case {
  readonly title: string
  readonly change?: SampleChange
  readonly own?: Strain
  readonly theirs?: Strain
  readonly expected: LinkQuality
}

const CASES: readonly Case[] = [
  { title: 'all well', expected: { level: 'good', reason: null } },
  {
    title: 'nothing comes',
    change: { arrivals: 100_000 },
    expected: { level: 'lost', reason: 'silence' },
  },
  {
    title: 'one packet in twenty is lost on the way here',
    change: { inbound: { packets: 195, lost: 5 } },
    expected: { level: 'fair', reason: 'their-path' },
  },
  {
    title: 'one in five',
    change: { inbound: { packets: 180, lost: 20 } },
    expected: { level: 'poor', reason: 'their-path' },
  },
  {
    title: 'too few packets to tell',
    change: { inbound: { packets: 105, lost: 5 } },
    expected: { level: 'good', reason: null },
  },
  {
    title: 'the picture stood still for a quarter of a second',
    change: { inbound: { freezeSeconds: 0.25 } },
    expected: { level: 'poor', reason: 'their-path' },
  },
  { title: 'they have no upload left', theirs: 'upload', expected: { level: 'fair', reason: 'their-path' } },
  { title: 'one’s own upload is full', own: 'upload', expected: { level: 'fair', reason: 'own-upload' } },
  {
    title: 'one’s own upload is full and loses',
    own: 'upload',
    change: { outbound: { lossShare: 0.15 } },
    expected: { level: 'poor', reason: 'own-upload' },
  },
  {
    title: 'what goes out is lost without a full upload',
    change: { outbound: { lossShare: 0.05 } },
    expected: { level: 'fair', reason: 'their-path' },
  },
  {
    title: 'one’s own upload is full, and their way loses more',
    own: 'upload',
    change: { inbound: { packets: 180, lost: 20 } },
    expected: { level: 'poor', reason: 'their-path' },
  },
  { title: 'their processor', theirs: 'processor', expected: { level: 'fair', reason: 'their-processor' } },
  { title: 'one’s own processor', own: 'processor', expected: { level: 'fair', reason: 'own-processor' } },
  {
    title: 'most frames come and are not shown',
    change: { inbound: { framesDropped: 18 } },
    expected: { level: 'poor', reason: 'own-processor' },
  },
  { title: 'relayed over UDP', change: { relay: 'udp' }, expected: { level: 'good', reason: 'relay' } },
  { title: 'relayed over TCP', change: { relay: 'tcp' }, expected: { level: 'fair', reason: 'relay-tcp' } },
  { title: 'far away', change: { rttMs: 320 }, expected: { level: 'fair', reason: 'distance' } },
  {
    title: 'on the other side of two satellites',
    change: { rttMs: 1_200 },
    expected: { level: 'poor', reason: 'distance' },
  },
]

describe('judgeLink', () => {
  it.each(CASES)('$title: $expected.level', ({ change, own = 'none', theirs = 'none', expected }) => {
    const before = createSample(1)
    expect(judgeLink(before, createSample(2, change), { own, theirs })).toEqual(expected)
  })
})

const GOOD: LinkQuality = { level: 'good', reason: null }
const FAIR: LinkQuality = { level: 'fair', reason: 'distance' }
const LOST: LinkQuality = { level: 'lost', reason: 'silence' }
const POOR: LinkQuality = { level: 'poor', reason: 'their-path' }

/** What is shown after each look, one every two seconds. */
function show(looks: readonly LinkQuality[]): (LinkQuality | null)[] {
  let state = NOTHING_SHOWN
  return looks.map((found, index) => {
    state = nextShownQuality(state, found, index * 2_000)
    return state.shown
  })
}

describe('nextShownQuality', () => {
  it('shows the first look at once, but what is bad only once a link that begins has stayed so', () => {
    expect(show([FAIR])).toEqual([FAIR])
    expect(show([POOR, GOOD])).toEqual([null, GOOD])
    expect(show([LOST, POOR, POOR])).toEqual([null, null, POOR])
  })

  it('shows what is worse once it has stayed for two looks more', () => {
    expect(show([GOOD, POOR, POOR, POOR])).toEqual([GOOD, GOOD, GOOD, POOR])
  })

  it('never flickers with a link that is good and bad by turns', () => {
    const shown = show(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? GOOD : POOR)))
    expect(new Set(shown)).toEqual(new Set([GOOD]))
  })

  it('takes a link that trembles between fair and poor for worse than good', () => {
    expect(show([GOOD, POOR, FAIR, POOR]).at(-1)).toEqual(POOR)
  })

  it('waits longer before it shows what is better', () => {
    const poor = [POOR, POOR, POOR]
    expect(show([...poor, GOOD, GOOD, GOOD]).at(-1)).toEqual(POOR)
    expect(show([...poor, GOOD, GOOD, GOOD, GOOD, GOOD]).at(-1)).toEqual(GOOD)
  })

  it('gives the same object where nothing changes', () => {
    const state = nextShownQuality(NOTHING_SHOWN, GOOD, 0)
    expect(nextShownQuality(state, GOOD, 2_000)).toBe(state)
  })
})
