import { describe, expect, it } from 'vitest'
import { chooseFit } from './choose-fit'

describe('chooseFit', () => {
  it.each([
    { picture: 16 / 9, box: 4 / 3, fit: 'object-cover' },
    { picture: 16 / 9, box: 3 / 4, fit: 'object-cover' },
    { picture: 9 / 16, box: 16 / 9, fit: 'object-contain' },
    { picture: 16 / 9, box: 0.5, fit: 'object-contain' },
  ])('shows $picture in $box by $fit', ({ picture, box, fit }) => {
    expect(chooseFit(picture, box)).toBe(fit)
  })

  it('fills while the picture or the box is not known', () => {
    expect(chooseFit(null, 1)).toBe('object-cover')
    expect(chooseFit(1, undefined)).toBe('object-cover')
  })
})
