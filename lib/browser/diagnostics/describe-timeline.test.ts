import { describe, expect, it } from 'vitest'
import { describeTimeline } from './describe-timeline'
import type { LinkEvent } from './link-event'

const description = (atMs: number, side: 'local' | 'remote', type: RTCSdpType): LinkEvent => ({
  atMs,
  kind: 'description',
  side,
  type,
  sdp: '',
})
const state = (atMs: number, machine: 'gathering' | 'ice' | 'connection', to: string): LinkEvent => ({
  atMs,
  kind: 'state',
  machine,
  state: to,
})

const OFFERER: readonly LinkEvent[] = [
  { atMs: 900, kind: 'capture-requested' },
  { atMs: 1_000, kind: 'requested', preparation: 'none' },
  { atMs: 1_002, kind: 'created' },
  { atMs: 1_005, kind: 'report', report: { kind: 'media-attached' } },
  state(1_009, 'gathering', 'gathering'),
  description(1_010, 'local', 'offer'),
  { atMs: 1_012, kind: 'report', report: { kind: 'offer-sent', sequence: 1, isRepeat: false } },
  state(1_030, 'gathering', 'complete'),
  { atMs: 1_100, kind: 'capture-opened' },
  { atMs: 61_000, kind: 'report', report: { kind: 'description-received', type: 'answer', sequence: 1 } },
  description(61_005, 'remote', 'answer'),
  state(61_006, 'ice', 'checking'),
  state(61_050, 'ice', 'connected'),
  state(61_090, 'connection', 'connected'),
  { atMs: 61_200, kind: 'first-frame' },
]

const ANSWERER: readonly LinkEvent[] = [
  { atMs: 10, kind: 'capture-requested' },
  { atMs: 110, kind: 'capture-opened' },
  { atMs: 1_000, kind: 'requested', preparation: 'none' },
  { atMs: 1_001, kind: 'created' },
  { atMs: 1_002, kind: 'report', report: { kind: 'description-received', type: 'offer', sequence: 1 } },
  description(1_010, 'remote', 'offer'),
  { atMs: 1_011, kind: 'report', report: { kind: 'media-attached' } },
  state(1_020, 'gathering', 'gathering'),
  description(1_022, 'local', 'answer'),
  state(1_050, 'ice', 'connected'),
  { atMs: 1_060, kind: 'report', report: { kind: 'answer-sent', sequence: 1, isRepeat: false } },
  state(1_090, 'connection', 'connected'),
  { atMs: 1_200, kind: 'first-frame' },
]

const stepsOf = (events: readonly LinkEvent[], role: 'offerer' | 'answerer') =>
  describeTimeline(events, role)?.steps.map(
    ({ name, startMs, durationMs, isBeside, isWait }) =>
      `${name} ${startMs}+${durationMs}${isBeside ? ' beside' : ''}${isWait ? ' wait' : ''}`,
  )

describe('describeTimeline', () => {
  it('gives the steps of who offers, with the wait for an answer apart', () => {
    expect(stepsOf(OFFERER, 'offerer')).toEqual([
      'capture -100+200 beside',
      'connection 0+2',
      'tracks 2+3',
      'local-description 5+5',
      'candidates 9+21 beside',
      'offer 10+2',
      'answer 12+59988 wait',
      'remote-description 60000+5',
      'ice 60005+45',
      'dtls 60050+40',
      'first-frame 60090+110',
    ])
    expect(describeTimeline(OFFERER, 'offerer')).toMatchObject({
      totalMs: 60_200,
      setUpMs: 212,
      isComplete: true,
    })
  })

  it('gives the steps of who answers; what is told late takes no time of its own, and nothing is counted twice', () => {
    expect(stepsOf(ANSWERER, 'answerer')).toEqual([
      'capture -990+100 beside',
      'connection 0+1',
      'offer 1+1',
      'remote-description 2+8',
      'tracks 10+1',
      'local-description 11+11',
      'answer 22+38',
      'ice 60+0',
      'dtls 60+30',
      'first-frame 90+110',
    ])
  })

  it.each([
    ['offerer', OFFERER],
    ['answerer', ANSWERER],
  ] as const)('adds up at every moment of the %s', (role, events) => {
    for (let length = 0; length <= events.length; length += 1) {
      const timeline = describeTimeline(events.slice(0, length), role)
      if (timeline === null) continue
      const row = timeline.steps.filter(({ isBeside }) => !isBeside)
      const last = row.at(-1)
      expect(timeline.totalMs).toBe((last?.startMs ?? 0) + (last?.durationMs ?? 0))
      expect(row.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(timeline.totalMs)
      expect(timeline.isComplete).toBe(length === events.length)
    }
  })

  it('counts no wait for somebody who answers by a prepared link, and all else of it', () => {
    const prepared: LinkEvent[] = [
      { atMs: 0, kind: 'requested', preparation: 'connected' },
      ...OFFERER.filter(({ kind }) => kind !== 'requested' && kind !== 'first-frame'),
      { atMs: 90_000, kind: 'answered' },
      { atMs: 90_150, kind: 'first-frame' },
    ]
    expect(describeTimeline(prepared, 'offerer')?.steps.slice(-2)).toMatchObject([
      { name: 'person', startMs: 61_090, durationMs: 28_910, isWait: true },
      { name: 'first-frame', durationMs: 150, isWait: false },
    ])
    expect(describeTimeline(prepared, 'offerer')?.steps.find(({ name }) => name === 'answer')?.isWait).toBe(
      false,
    )
  })

  it('counts the wait of a held link between what was made before the answer and what after it', () => {
    const held: LinkEvent[] = [
      { atMs: 0, kind: 'requested', preparation: 'held' },
      ...OFFERER.filter(({ kind }) => kind !== 'requested').map((event) =>
        event.kind === 'state' || event.kind === 'first-frame'
          ? { ...event, atMs: event.atMs + 90_000 }
          : event,
      ),
      { atMs: 90_000, kind: 'answered' },
    ]
    const steps = describeTimeline(held, 'offerer')?.steps.filter(({ isBeside }) => !isBeside) ?? []
    expect(steps.map(({ name }) => name).slice(-5)).toEqual([
      'remote-description',
      'person',
      'ice',
      'dtls',
      'first-frame',
    ])
    expect(steps.filter(({ isWait }) => isWait).map(({ name }) => name)).toEqual(['person'])
  })

  it('tells nothing of a link whose beginning it does not know', () => {
    expect(describeTimeline(OFFERER.slice(3), 'offerer')).toBeNull()
  })
})
