import { describe, expect, it } from 'vitest'
import { fillMarked, toMarkdown, toRow } from './figures'

describe('toRow', () => {
  it.each([
    { target: undefined, text: '', isReached: null },
    { target: { ms: 120 }, text: '120 ms', isReached: true },
    { target: { ms: 119 }, text: '119 ms', isReached: false },
    { target: { timesFloor: 1.2 }, text: '1.2 × floor', isReached: true },
    { target: { timesFloor: 1.1 }, text: '1.1 × floor', isReached: false },
  ])('judges the median by $text', ({ target, text, isReached }) => {
    const figure = { what: 'visit', valuesMs: [300, 100, 120], ...(target === undefined ? {} : { target }) }
    const expected = { medianMs: 120, bestMs: 100, worstMs: 300, timesFloor: 1.2, target: text, isReached }
    expect(toRow(figure, 100)).toEqual({ what: 'visit', ...expected })
  })
})

it('fills what is between the marks of a page, and nothing else', () => {
  const page = 'Before\n<!-- a: begin -->\nold\n<!-- a: end -->\nAfter'
  const rows = [toRow({ what: 'visit', valuesMs: [100] }, 100)]
  const filled = fillMarked(page, 'a', toMarkdown('loopback', 1, rows))
  expect(filled).toMatch(/^Before\n.*\| visit \| 100 \| 100–100 \| 1 \|.*<!-- a: end -->\nAfter$/s)
  expect(filled).not.toContain('old')
  expect(() => fillMarked(page, 'b', '')).toThrow('No marks for b')
})
