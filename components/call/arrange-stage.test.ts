import { describe, expect, it } from 'vitest'
import { arrangeStage, type StageInput } from './arrange-stage'

const GRID: StageInput = {
  peopleIds: ['ann', 'bo', 'cid'],
  sharerIds: [],
  isSharing: false,
  view: 'grid',
  pinned: null,
  activeSpeakerId: null,
}

describe('arrangeStage', () => {
  it.each<[string, Partial<StageInput>, readonly string[]]>([
    ['nobody in the grid', { activeSpeakerId: 'bo' }, []],
    ['whoever speaks in the speaker view', { view: 'speaker', activeSpeakerId: 'bo' }, ['person bo']],
    ['the first while nobody has spoken', { view: 'speaker' }, ['person ann']],
    ['the first when the speaker has left', { view: 'speaker', activeSpeakerId: 'gone' }, ['person ann']],
    ['nobody while alone', { view: 'speaker', peopleIds: [] }, []],
    [
      'nobody where there is one other only',
      { view: 'speaker', peopleIds: ['ann'], pinned: 'person ann' },
      [],
    ],
    ['what is pinned, in any view', { pinned: 'person cid' }, ['person cid']],
    [
      'what is pinned, whoever speaks',
      { view: 'speaker', activeSpeakerId: 'bo', pinned: 'person cid' },
      ['person cid'],
    ],
    ['what is pinned before a screen', { sharerIds: ['ann'], pinned: 'person cid' }, ['person cid']],
    [
      'the screens when the pinned one has left',
      { sharerIds: ['ann'], pinned: 'person gone' },
      ['screen ann'],
    ],
    ['both screens of two', { sharerIds: ['ann', 'bo'] }, ['screen ann', 'screen bo']],
    ['the one screen that is pinned', { sharerIds: ['ann', 'bo'], pinned: 'screen bo' }, ['screen bo']],
    [
      'a screen before whoever speaks',
      { sharerIds: ['ann'], view: 'speaker', activeSpeakerId: 'bo' },
      ['screen ann'],
    ],
    ['the one other’s screen', { peopleIds: ['ann'], sharerIds: ['ann'] }, ['screen ann']],
  ])('features %s', (_, change, expected) => {
    expect(arrangeStage({ ...GRID, ...change }).featured).toEqual(expected)
  })

  it('keeps all the rest, in order', () => {
    const input: StageInput = { ...GRID, sharerIds: ['bo'], isSharing: true, pinned: 'person ann' }
    expect(arrangeStage(input).others).toEqual(['screen bo', 'person bo', 'person cid', 'own-screen'])
  })
})
