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

describe('a translator with a part of the texts', () => {
  const create = (fetchMissing: () => Promise<Record<string, string>>) =>
    createTranslator('en', { 'call.hangUp': 'Call' }, fetchMissing)

  it('has the others once they are fetched, which it does once', async () => {
    let fetched = 0
    const english = create(async () => {
      fetched += 1
      return { 'call.more': 'Hang up' }
    })
    await Promise.all([english.fetchRest(), english.fetchRest()])
    await english.fetchRest()
    expect([english('call.hangUp'), english('call.more'), fetched]).toEqual(['Call', 'Hang up', 1])
  })

  it('tells where they cannot be had, and fetches them again when next asked', async () => {
    const answers = [Promise.reject(new Error('gone')), Promise.resolve({ 'call.more': 'Hang up' })]
    const english = create(() => answers.shift() ?? Promise.resolve({}))
    await expect(english.fetchRest()).rejects.toThrow('gone')
    await english.fetchRest()
    expect(english('call.more')).toBe('Hang up')
  })
})
