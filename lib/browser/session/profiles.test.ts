import { describe, expect, it } from 'vitest'
import type { Profile } from '@/lib/protocol/link-messages'
import { cleanDisplayName, nextProfile, withProfile } from './profiles'

describe('cleanDisplayName', () => {
  it.each([
    ['  Ann\n\tLee ', 'Ann Lee'],
    ['\u202eevil', 'evil'],
    ['\u0000\u0007', ''],
    ['क्षितिज', 'क्षितिज'],
    ['👩‍💻 Ann', '👩‍💻 Ann'],
    ['x'.repeat(200), 'x'.repeat(64)],
  ])('%j becomes %j', (typed, expected) => expect(cleanDisplayName(typed)).toBe(expected))

  it('never cuts a character in two', () => {
    expect(cleanDisplayName(`${'x'.repeat(63)}😀`)).toBe('x'.repeat(63))
  })
})

const profile = (name: string, revision: number): Profile => ({
  name,
  isMicrophoneOn: true,
  isCameraOn: true,
  screenStreamId: null,
  isRecording: false,
  revision,
})

describe('nextProfile', () => {
  it('is later than the one before even where the clock went back', () => {
    expect(nextProfile(500, 100, profile('Ann', 0)).revision).toBe(501)
    expect(nextProfile(500, 900, profile('Ann', 0)).revision).toBe(900)
  })
})

describe('withProfile', () => {
  const known = new Map([['ann', profile('Ann', 5)]])
  it('takes a newer profile and keeps the same object for an older or equal one', () => {
    expect(withProfile(known, 'ann', profile('Anna', 6)).get('ann')?.name).toBe('Anna')
    expect(withProfile(known, 'ann', profile('Old', 4))).toBe(known)
    expect(withProfile(known, 'ann', profile('Same', 5))).toBe(known)
  })
})
