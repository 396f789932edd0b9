import { describe, expect, it } from 'vitest'
import { nextTalkState, SILENT } from './talk-hint'

const LOOK_MS = 66

/** @returns When the hints came, in milliseconds, over levels that each last so long. */
function hintsOver(stretches: readonly (readonly [level: number, durationMs: number])[]): number[] {
  const hints: number[] = []
  let state = SILENT
  let atMs = 0
  for (const [level, durationMs] of stretches) {
    for (const endMs = atMs + durationMs; atMs < endMs; atMs += LOOK_MS) {
      const next = nextTalkState(state, { level, atMs })
      state = next.state
      if (next.shouldHint) hints.push(atMs)
    }
  }
  return hints
}

describe('nextTalkState', () => {
  it.each([
    ['a sentence', [[0.7, 1_500]], 1],
    [
      'words with pauses between them',
      [
        [0.7, 400],
        [0, 200],
        [0.7, 400],
        [0, 200],
        [0.7, 400],
      ],
      1,
    ],
    ['a room that is never quite silent', [[0.3, 60_000]], 0],
    ['a cough', [[0.9, 500]], 0],
    [
      'keys that are struck for half a minute',
      Array.from({ length: 60 }, () => [
        [0.8, 66],
        [0, 434],
      ]).flat(),
      0,
    ],
    ['half a minute of talk to somebody else', [[0.7, 30_000]], 1],
    [
      'talk again after a minute',
      [
        [0.7, 1_500],
        [0, 60_000],
        [0.7, 1_500],
      ],
      2,
    ],
  ] as const)('hints at %s as often as it should', (_, stretches, count) => {
    expect(hintsOver(stretches.map(([level = 0, durationMs = 0]) => [level, durationMs]))).toHaveLength(count)
  })

  it('takes no time in which the page slept for talk', () => {
    const { state } = nextTalkState(SILENT, { level: 0.9, atMs: 0 })
    expect(nextTalkState(state, { level: 0.9, atMs: 10_000 }).shouldHint).toBe(false)
  })
})
