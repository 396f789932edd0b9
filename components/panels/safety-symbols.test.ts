import { describe, expect, it } from 'vitest'
import { SYMBOL_COUNT, toSafetySymbols } from './safety-symbols'

describe('toSafetySymbols (S8)', () => {
  it('keeps the order of the symbols: two versions of the page must show the same', () => {
    const emojis = toSafetySymbols([0, 1, 4, 31, 32, 63], '').map(({ emoji }) => emoji)
    expect(emojis).toEqual(['🐶', '🐱', '🦄', '🤖', '🎩', '📌'])
  })

  it('has 64 different pictures', () => {
    const all = Array.from({ length: SYMBOL_COUNT }, (_, number) => number)
    const emojis = toSafetySymbols(all, '').map(({ emoji }) => emoji)
    expect(new Set(emojis).size).toBe(SYMBOL_COUNT)
    expect(emojis).not.toContain('')
  })

  it.each([
    ['Dog, Cat, Lion', ['Dog', 'Lion', 'Dog']],
    ['狗、猫、狮子', ['狗', '狮子', '狗']],
  ])('takes the words of %j by number', (words, expected) => {
    expect(toSafetySymbols([0, 2, 0], words).map(({ word }) => word)).toEqual(expected)
  })
})
