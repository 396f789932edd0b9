import { describe, expect, it } from 'vitest'
import { DEFAULT_VIEW, loadViewPreferences, saveViewPreferences } from './view-preferences'

const holding = (text: string | null) => ({ getItem: () => text })

describe('the view that somebody likes', () => {
  it.each([
    ['nothing', null],
    ['what is no JSON', '{'],
    ['another kind of thing', '[1]'],
    ['values that no longer exist', '{"view":"cinema","selfCorner":7,"hasSingleKeys":"no"}'],
  ])('is the default where the storage holds %s', (_, text) => {
    expect(loadViewPreferences(holding(text))).toEqual(DEFAULT_VIEW)
  })

  it('keeps what can be read beside what cannot', () => {
    expect(loadViewPreferences(holding('{"view":"speaker","selfCorner":"nowhere"}'))).toEqual({
      ...DEFAULT_VIEW,
      view: 'speaker',
    })
  })

  it('is found again', () => {
    let kept: string | null = null
    const storage = {
      getItem: () => kept,
      setItem: (_: string, text: string) => {
        kept = text
      },
    }
    const liked = { hasSingleKeys: false, view: 'speaker', selfCorner: 'top-left' } as const
    saveViewPreferences(storage, liked)
    expect(loadViewPreferences(storage)).toEqual(liked)
  })

  it('costs no more than the memory where storage is blocked', () => {
    const blocked = () => {
      throw new DOMException('blocked', 'SecurityError')
    }
    expect(() => saveViewPreferences({ setItem: blocked }, DEFAULT_VIEW)).not.toThrow()
    expect(loadViewPreferences({ getItem: blocked })).toEqual(DEFAULT_VIEW)
  })
})
