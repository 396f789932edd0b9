import { expect, it } from 'vitest'
import { type EntryFacts, judgeEntry } from './judge-entry'

const FIRST: EntryFacts = { hasPasscode: false, knowsPasscode: false, isForeign: false, hasComeAnew: false }

it.each<[string, Partial<EntryFacts>, ReturnType<typeof judgeEntry>]>([
  ['nothing is in the way', {}, 'enter'],
  ['the passcode fits', { hasPasscode: true, knowsPasscode: true }, 'enter'],
  ['others have another key', { isForeign: true }, 'refuse'],
  ['a passcode was set while one was away', { hasPasscode: true }, 'come-anew'],
  ['and what the others seal does not open', { hasPasscode: true, isForeign: true }, 'come-anew'],
  ['it was changed', { hasPasscode: true, knowsPasscode: true, isForeign: true }, 'come-anew'],
  ['it was removed', { knowsPasscode: true }, 'forget-passcode'],
  [
    'and what the others seal does not open any more',
    { knowsPasscode: true, isForeign: true },
    'forget-passcode',
  ],
  [
    'it is right and others cannot be read',
    { hasPasscode: true, knowsPasscode: true, isForeign: true, hasComeAnew: true },
    'refuse',
  ],
  ['the server does not ask for what it says it does', { hasPasscode: true, hasComeAnew: true }, 'enter'],
])('judges an entry once where %s', (_, facts, judgement) => {
  expect(judgeEntry({ ...FIRST, ...facts })).toBe(judgement)
})
