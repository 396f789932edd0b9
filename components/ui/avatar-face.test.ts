import { describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { HUE_COUNT, pickHue, pickInitials } from './avatar-face'

describe('pickInitials', () => {
  it.each([
    ['Ann', 'A'],
    ['ann lee', 'AL'],
    ['  Anna Maria van der Berg ', 'AB'],
    ['王小明', '王小'],
    ['はなこ', 'はな'],
    ['élodie', 'É'],
    ['🦊 Fox', '🦊F'],
    ['', ''],
  ])('takes from %j %j', (name, initials) => {
    expect(pickInitials(name)).toBe(initials)
  })
})

describe('pickHue', () => {
  it('is the same for the same id', () => {
    expect(pickHue('abc')).toBe(pickHue('abc'))
  })

  it('spreads ids over every colour', () => {
    const hues = Array.from({ length: 400 }, () => pickHue(createRandomId()))
    expect(new Set(hues).size).toBe(HUE_COUNT)
    expect(Math.min(...hues)).toBe(0)
    expect(Math.max(...hues)).toBe(HUE_COUNT - 1)
  })
})
