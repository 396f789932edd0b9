import { afterEach, beforeEach, expect, it } from 'vitest'
import { describeTimeline } from '@/lib/browser/diagnostics/describe-timeline'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'
import type { TestPerson } from '@/lib/testing/session-person'
import type { LinkReading } from './diagnosis'

let bench: SessionBench

beforeEach(async () => {
  bench = await SessionBench.open({ fragment: '' })
})
afterEach(() => bench.close())

function stepsOf(person: TestPerson): readonly string[] {
  const { recorder } = person.session.diagnosis
  const [link] = recorder.linksWithPeer()
  if (link === undefined) return []
  const timeline = describeTimeline(recorder.eventsOf(link), link.role)
  return [link.role, ...(timeline?.steps ?? []).filter((step) => !step.isBeside).map(({ name }) => name)]
}

it(
  'notes each step of a link at both ends, and still knows them when the link is over',
  SESSION_TEST,
  async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    await bench.untilLinked(ann, bob)
    for (const [one, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      one.session.diagnosis.noteFrame(one.viewOf(other)?.linkId ?? '')
    }
    const offerer = [
      'offerer',
      'connection',
      'tracks',
      'local-description',
      'offer',
      'answer',
      'remote-description',
      'ice',
      'dtls',
      'first-frame',
    ]
    const answerer = [
      'answerer',
      'connection',
      'offer',
      'remote-description',
      'tracks',
      'local-description',
      'answer',
      'ice',
      'dtls',
      'first-frame',
    ]
    expect(stepsOf(ann)).toEqual(offerer)
    expect(stepsOf(bob)).toEqual(answerer)

    void bob.session.hangUp()
    await bench.until(() => ann.viewOf(bob) === undefined)
    expect(stepsOf(ann)).toEqual(offerer)
  },
)

it('tells whoever observes of every link that has a peer, and nobody else', SESSION_TEST, async () => {
  const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
  await bench.untilLinked(ann, bob)
  const told: (readonly LinkReading[])[] = []
  const stop = ann.session.diagnosis.observe((readings) => told.push(readings))
  await bench.until(() => told.length > 0)
  stop()
  expect(told[0]?.map(({ linkId, role }) => [linkId, role])).toEqual([[ann.viewOf(bob)?.linkId, 'offerer']])
  const { length } = told
  await bench.until(() => ann.isLinkedTo(bob))
  expect(told).toHaveLength(length)
})

it(
  'P5 tells nobody of a link by which nobody has answered, and of its steps once somebody has',
  SESSION_TEST,
  async () => {
    await bench.close()
    bench = await SessionBench.open({ fragment: '', server: { isInstantAnswerOn: true }, isPreparing: true })
    const ann = await bench.inCall('Ann')
    const bob = await bench.inLobby('Bob')
    await bench.until(() => ann.connectedConnections.length === 1)
    expect(ann.session.diagnosis.recorder.linksWithPeer()).toEqual([])

    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    for (const person of [ann, bob]) expect(stepsOf(person).at(-1)).toBe('person')
  },
)
