import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AudioLevels, NOBODY_SPEAKS, nextSpeakers, type SpeakerState } from './active-speaker'

const TICK_MS = 100
const LOUD = 0.2
const SOFT = 0.03
const NOISE = 0.004

type Scene = Readonly<Record<string, number>>

/** Plays scenes, each so many looks long, and notes who is active after each look. */
function play(...scenes: readonly (readonly [looks: number, levels: Scene])[]) {
  let state: SpeakerState = NOBODY_SPEAKS
  let nowMs = 0
  const actives: (string | null)[] = []
  for (const [looks, levels] of scenes) {
    for (let look = 0; look < looks; look += 1) {
      nowMs += TICK_MS
      state = nextSpeakers(state, new Map(Object.entries(levels)), nowMs)
      actives.push(state.speakers.activeId)
    }
  }
  return { state, actives }
}

const countChanges = (actives: readonly (string | null)[]) =>
  actives.filter((active, index) => index > 0 && active !== actives[index - 1]).length

describe('nextSpeakers', () => {
  it('has nobody active in silence and noise', () => {
    expect(play([50, { ann: 0, bo: NOISE }]).state.speakers).toEqual({
      activeId: null,
      speakingIds: new Set(),
    })
  })

  it('gives the floor to who speaks, within half a second', () => {
    const { actives } = play([10, { ann: LOUD, bo: 0 }])
    expect(actives[3]).toBeNull()
    expect(actives[5]).toBe('ann')
  })

  it('does not take a cough for a speaker', () => {
    const { actives } = play(
      [20, { ann: LOUD, bo: 0 }],
      [20, { ann: 0, bo: 0 }],
      [3, { ann: 0, bo: 1 }],
      [20, { ann: 0, bo: 0 }],
    )
    expect(new Set(actives)).toEqual(new Set([null, 'ann']))
  })

  it('holds who paused between words, and who spoke last when all are silent', () => {
    const { actives, state } = play(
      [10, { ann: LOUD, bo: 0 }],
      [5, { ann: 0, bo: 0 }],
      [10, { ann: LOUD, bo: 0 }],
      [100, { ann: 0, bo: 0 }],
    )
    expect(countChanges(actives)).toBe(1)
    expect(state.speakers).toEqual({ activeId: 'ann', speakingIds: new Set() })
  })

  it('passes the floor on within a second and a half of the other’s first word', () => {
    const { actives } = play([20, { ann: LOUD, bo: 0 }], [15, { ann: 0, bo: SOFT }])
    expect(actives.at(-1)).toBe('bo')
  })

  it('stays with who speaks when another speaks a little louder', () => {
    const { actives } = play([20, { ann: LOUD, bo: 0 }], [50, { ann: LOUD, bo: 1.5 * LOUD }])
    expect(countChanges(actives)).toBe(1)
  })

  it('goes over to who is clearly louder for a while, as over a fan', () => {
    const { actives } = play([20, { ann: SOFT, bo: 0 }], [20, { ann: SOFT, bo: LOUD }])
    expect(actives[25]).toBe('ann')
    expect(actives.at(-1)).toBe('bo')
  })

  it('does not flicker between two who speak in turns of a syllable', () => {
    const turns = Array.from({ length: 60 }, (_, turn): readonly [number, Scene] => [
      2,
      { ann: turn % 2 ? LOUD : 0, bo: turn % 2 ? 0 : LOUD },
    ])
    expect(countChanges(play(...turns).actives)).toBe(1)
  })

  it('forgets who has left', () => {
    expect(play([20, { ann: LOUD, bo: 0 }], [1, { bo: 0 }]).state.speakers.activeId).toBeNull()
  })

  it('names everybody who speaks just now', () => {
    expect(play([10, { ann: LOUD, bo: SOFT, cid: 0 }]).state.speakers.speakingIds).toEqual(
      new Set(['ann', 'bo']),
    )
  })

  it('gives the same object as long as nothing changed, so that nothing is drawn again', () => {
    const { state } = play([20, { ann: LOUD, bo: 0 }])
    const next = nextSpeakers(
      state,
      new Map([
        ['ann', SOFT],
        ['bo', NOISE],
      ]),
      2_100,
    )
    expect(next.speakers).toBe(state.speakers)
  })

  it('never changes more than once in four tenths of a second, whatever the levels', () => {
    const levels = fc.record({
      ann: fc.double({ min: 0, max: 1, noNaN: true }),
      bo: fc.double({ min: 0, max: 1, noNaN: true }),
      cid: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(levels, { maxLength: 80 }), (looks) => {
        let state = NOBODY_SPEAKS
        let changedAtMs = Number.NEGATIVE_INFINITY
        looks.forEach((look, index) => {
          const nowMs = index * TICK_MS
          const asLevels: AudioLevels = new Map(Object.entries(look))
          const next = nextSpeakers(state, asLevels, nowMs)
          if (next.speakers.activeId !== state.speakers.activeId) {
            expect(nowMs - changedAtMs).toBeGreaterThanOrEqual(400)
            changedAtMs = nowMs
          }
          state = next
        })
      }),
      { seed: 6, numRuns: 200 },
    )
  })
})
