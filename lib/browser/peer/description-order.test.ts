import { describe, expect, test } from 'vitest'
import {
  type DescriptionOrder,
  INITIAL_ORDER,
  isAnswerExpected,
  nextRepeatDelayMs,
  type OfferDisposition,
  offerDisposition,
  shouldIgnoreOffer,
} from './description-order'

const order = (change: Partial<DescriptionOrder>): DescriptionOrder => ({ ...INITIAL_ORDER, ...change })

describe('offerDisposition', () => {
  const cases: readonly [string, number, DescriptionOrder, OfferDisposition, OfferDisposition][] = [
    ['the first offer', 1, order({}), 'apply', 'apply'],
    ['the next one', 3, order({ highest: 2, answeredRemote: 2 }), 'apply', 'apply'],
    [
      'a repetition of the one answered last',
      2,
      order({ highest: 2, answeredRemote: 2 }),
      'repeat-answer',
      'repeat-answer',
    ],
    [
      'a repetition, while an own offer made since is pending',
      2,
      order({ highest: 3, answeredRemote: 2, pending: 3 }),
      'repeat-answer',
      'repeat-answer',
    ],
    [
      'a repetition of one whose maker has answered since',
      2,
      order({ highest: 3, answeredRemote: 2, answeredLocal: 3 }),
      'stale',
      'stale',
    ],
    ['one older than the last answered', 1, order({ highest: 2, answeredRemote: 2 }), 'stale', 'stale'],
    [
      'one that its maker took back for an own one',
      4,
      order({ highest: 4, answeredLocal: 4 }),
      'stale',
      'stale',
    ],
    [
      'glare with equal numbers (L6)',
      4,
      order({ highest: 4, answeredRemote: 3, pending: 4 }),
      'apply',
      'collision',
    ],
    [
      'glare with one made long before (L6)',
      3,
      order({ highest: 4, answeredRemote: 2, pending: 4 }),
      'apply',
      'collision',
    ],
    [
      'one made after an answer that got lost',
      5,
      order({ highest: 4, answeredRemote: 3, pending: 4 }),
      'repeat-offer',
      'repeat-offer',
    ],
  ]
  test.each(cases)('%s', (_, sequence, state, asPolite, asImpolite) => {
    expect(offerDisposition(sequence, state, true)).toBe(asPolite)
    expect(offerDisposition(sequence, state, false)).toBe(asImpolite)
  })
})

test.each([
  [true, true, false],
  [true, false, false],
  [false, true, true],
  [false, false, false],
])('L6: polite %s with an own offer pending %s ignores: %s', (isPolite, isPending, isIgnored) => {
  expect(shouldIgnoreOffer(isPolite, isPending)).toBe(isIgnored)
})

test.each([
  [4, order({ pending: 4 }), true],
  [3, order({ pending: 4 }), false],
  [5, order({ pending: 4 }), false],
  [4, order({ answeredLocal: 4 }), false],
])('answer %i to %o is expected: %s', (sequence, state, isExpected) => {
  expect(isAnswerExpected(sequence, state)).toBe(isExpected)
})

test('an unanswered offer is repeated after 1, 2, 4, 8, 8, … seconds', () => {
  expect([0, 1, 2, 3, 4, 50].map(nextRepeatDelayMs)).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000])
})
