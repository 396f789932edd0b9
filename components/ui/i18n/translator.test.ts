import { describe, expect, it } from 'vitest'
import { createTranslator, interpolate } from './translator'

describe('interpolate', () => {
  it('fills placeholders, the same one twice too', () => {
    expect(interpolate('{a} and {b} and {a}', { a: 'x', b: 2 })).toBe('x and 2 and x')
  })

  it('leaves a placeholder without a value, and takes none from a prototype', () => {
    expect(interpolate('{a} {constructor}', {})).toBe('{a} {constructor}')
  })

  it('fills once: what a value contains is not read again', () => {
    expect(interpolate('{a}', { a: '{b}', b: 'no' })).toBe('{b}')
  })
})

describe('createTranslator', () => {
  const english = createTranslator('en', {
    'call.people_one': '{count} person',
    'call.people_other': '{count} people',
  })
  const chinese = createTranslator('zh-CN', { 'call.people_other': '{count} 人' })

  it('picks the plural form by the language’s rules', () => {
    expect(english('call.people', { count: 1 })).toBe('1 person')
    expect(english('call.people', { count: 2 })).toBe('2 people')
    expect(chinese('call.people', { count: 1 })).toBe('1 人')
  })

  it('knows which keys have a text', () => {
    expect(english.has('call.people')).toBe(true)
    expect(english.has('notice.no-such-code')).toBe(false)
    expect(english.has('constructor')).toBe(false)
  })
})
