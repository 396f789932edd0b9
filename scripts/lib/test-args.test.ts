import { describe, expect, it } from 'vitest'
import { parseTestArgs } from './test-args.mjs'

describe('parseTestArgs', () => {
  it('passes on what is not ours', () => {
    expect(parseTestArgs(['--only=e2e', '--grep', 'mute', 'call.spec.ts'])).toEqual({
      only: 'e2e',
      passedOn: ['--grep', 'mute', 'call.spec.ts'],
    })
  })

  it('runs everything by default', () => {
    expect(parseTestArgs([])).toEqual({ only: null, passedOn: [] })
  })

  it('keeps the reporter that the sums are read from', () => {
    expect(() => parseTestArgs(['--reporter=dot'])).toThrow('--reporter')
  })

  it('refuses a stage that does not exist', () => {
    expect(() => parseTestArgs(['--only=lint'])).toThrow('--only=lint')
  })
})
