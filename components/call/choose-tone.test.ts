import { describe, expect, it } from 'vitest'
import { chooseTone } from './choose-tone'

describe('chooseTone', () => {
  it.each([
    ['somebody comes', ['a'], ['a', 'b'], 'come'],
    ['somebody goes', ['a', 'b'], ['b'], 'go'],
    ['one comes as another goes', ['a'], ['b'], 'come'],
    ['nothing changes but the order', ['a', 'b'], ['b', 'a'], null],
    ['nobody is there', [], [], null],
  ] as const)('when %s', (_, before, after, tone) => {
    expect(chooseTone(before, after)).toBe(tone)
  })
})
