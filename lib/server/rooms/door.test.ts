import { describe, expect, it } from 'vitest'
import { by, joining, NOW, RoomScript } from '@/lib/testing/room-script'

/** A room of two, ann its host, on a server that takes 8. */
function scriptOfTwo(): RoomScript {
  const script = new RoomScript()
  script.join('ann')
  script.join('bob')
  return script
}

const CLOSED = [
  { door: 'locked', code: 'room-locked' },
  { door: 'knock', code: 'knock-required' },
] as const

describe.each(CLOSED)('H5 a door that is $door', ({ door, code }) => {
  function scriptClosed(): RoomScript {
    const script = scriptOfTwo()
    script.configure('ann', { door })
    return script
  }

  it('refuses a stranger, and one with a token who was not inside when it closed', () => {
    const script = new RoomScript()
    script.join('cid')
    script.run({ kind: 'leave-room', ...by('cid') })
    script.join('ann', { memberKeyHash: 'cid-key' })
    script.configure('ann', { door })
    expect(script.refusal(joining('dan'))).toBe(code)
    expect(script.refusal(joining('dan', { hasToken: true }))).toBe(code)
    expect(script.refusal(joining('cid', { hasToken: true, memberKeyHash: 'new' }))).toBe(code)
  })

  it('lets those back by their token who were inside when it closed, the absent included', () => {
    const script = scriptOfTwo()
    script.disconnect('bob')
    script.configure('ann', { door })
    script.now += 30_000
    script.run({ kind: 'expire' })
    expect(script.refusal(joining('bob'))).toBe(code)
    expect(script.refusal(joining('bob', { hasToken: true }))).toBeNull()
  })

  it('lets hosts through, and from then on by their token', () => {
    const script = scriptClosed()
    script.run({ kind: 'leave-room', ...by('ann') })
    script.join('ann-laptop', { memberKeyHash: 'ann-key' })
    script.run({ kind: 'leave-room', ...by('ann-laptop') })
    script.run(joining('ann-laptop', { hasToken: true, memberKeyHash: 'lost' }))
    expect(script.room.participants.map(({ id }) => id)).toEqual(['bob', 'ann-laptop'])
  })

  it.each(['bob-page', 'another-page'])('lets %s of a participant resume', (page) => {
    expect(scriptClosed().refusal(joining('bob', { page }))).toBeNull()
  })

  it('H5 forgets who was inside when it opens', () => {
    const script = scriptClosed()
    script.configure('ann', { door: 'open' })
    expect(script.room.settings.members).toEqual([])
    expect(script.refusal(joining('dan'))).toBeNull()
  })

  it('H5 lets those back who were inside where only the settings are left of the room', () => {
    const { settings } = scriptClosed().room
    const later = new RoomScript()
    later.room = { ...later.room, settings }
    expect(later.refusal(joining('dan'))).toBe(code)
    expect(later.refusal(joining('bob', { hasToken: true }))).toBeNull()
  })
})

it('H5 from knocking to locked keeps whom it lets through', () => {
  const script = scriptOfTwo()
  script.configure('ann', { door: 'knock' })
  script.run({ kind: 'leave-room', ...by('bob') })
  script.configure('ann', { door: 'locked' })
  expect(script.room.settings.members).toEqual(['ann', 'bob'])
})

it('H4 everybody learns the settings, a passcode only as that there is one', () => {
  const script = scriptOfTwo()
  const change = { door: 'knock', admission: 'everyone', maxParticipants: 4, passcodeHash: 'secret' } as const
  expect(script.configure('ann', change).effects).toEqual([
    {
      kind: 'fact',
      to: { kind: 'room', exceptParticipantId: null },
      event: 'room:updated',
      fact: { settings: { door: 'knock', admission: 'everyone', hasPasscode: true, maxParticipants: 4 } },
    },
  ])
  const before = script.room.settings
  script.configure('ann', {})
  expect(script.room.settings).toEqual(before)
  expect(script.configure('ann', { passcodeHash: null }).effects).toMatchObject([
    { fact: { settings: { door: 'knock', hasPasscode: false, maxParticipants: 4 } } },
  ])
})

describe('H7 a passcode', () => {
  function scriptWithPasscode(): RoomScript {
    const script = scriptOfTwo()
    script.configure('ann', { passcodeHash: 'right' })
    return script
  }

  it.each([
    { passcodeHash: null, code: 'passcode-required' },
    { passcodeHash: 'wrong', code: 'passcode-wrong' },
    { passcodeHash: 'right', code: null },
    { passcodeHash: 'right', isGuessingBlocked: true, code: 'rate-limited' },
    { passcodeHash: 'wrong', isGuessingBlocked: true, code: 'rate-limited' },
    { passcodeHash: null, isGuessingBlocked: true, code: 'passcode-required' },
  ])('answers $passcodeHash (blocked: $isGuessingBlocked) with $code', ({ code, ...proof }) => {
    expect(scriptWithPasscode().refusal(joining('cid', proof))).toBe(code)
  })

  it('is asked of a host too, and of who comes with a token', () => {
    const script = scriptWithPasscode()
    script.run({ kind: 'leave-room', ...by('ann') })
    expect(script.refusal(joining('ann', { hasToken: true }))).toBe('passcode-required')
  })

  it.each(['bob-page', 'another-page'])('is not asked of %s of a participant', (page) => {
    expect(scriptWithPasscode().refusal(joining('bob', { page }))).toBeNull()
  })

  it('that is taken away is asked no more', () => {
    const script = scriptWithPasscode()
    script.configure('ann', { passcodeHash: null })
    expect(script.refusal(joining('cid'))).toBeNull()
    expect(script.refusal(joining('dan', { passcodeHash: 'whatever', isGuessingBlocked: true }))).toBeNull()
  })
})

describe('J4 H11 how many fit', () => {
  it.each([
    { server: 8, set: 3, fits: 3 },
    { server: 3, set: 6, fits: 3 },
    { server: 3, set: undefined, fits: 3 },
  ])('are $fits where the server takes $server and the hosts set $set', ({ server, set, fits }) => {
    const script = new RoomScript()
    script.join('ann')
    script.configure('ann', { maxParticipants: set })
    for (let index = 1; index < fits; index += 1) script.join(`p${index}`, { maxParticipants: server })
    expect(script.refusal(joining('late', { maxParticipants: server }))).toBe('room-full')
    expect(script.room.participants).toHaveLength(fits)
    expect(script.join('ann', { maxParticipants: server }).reply).toMatchObject({
      snapshot: { settings: { maxParticipants: fits } },
    })
  })

  it('H11 puts nobody out, and holds for hosts who come', () => {
    const script = scriptOfTwo()
    script.join('cid')
    script.configure('ann', { maxParticipants: 2 })
    expect(script.room.participants).toHaveLength(3)
    expect(script.refusal(joining('ann-laptop', { memberKeyHash: 'ann-key' }))).toBe('room-full')
    expect(script.refusal(joining('cid', { page: 'another-page' }))).toBeNull()
  })

  it('H11 as many as the server takes is no limit of the room', () => {
    const script = scriptOfTwo()
    script.configure('ann', { maxParticipants: 4 })
    script.configure('ann', { maxParticipants: 8 })
    expect(script.room.settings.maxParticipants).toBeNull()
  })
})

describe('H12 the room key', () => {
  it.each([
    { first: 'one', next: 'one', code: null },
    { first: 'one', next: 'two', code: 'key-wrong' },
    { first: 'one', next: null, code: 'key-required' },
    { first: null, next: 'one', code: 'key-wrong' },
    { first: null, next: null, code: null },
  ])('of the first is $first: $next is answered with $code', ({ first, next, code }) => {
    const script = new RoomScript()
    script.join('ann', { keyId: first })
    expect(script.refusal(joining('bob', { keyId: next }))).toBe(code)
  })

  it('is named anew by the first in after everybody left', () => {
    const script = new RoomScript()
    script.join('ann', { keyId: 'one' })
    script.configure('ann', { door: 'knock' })
    script.knock('cid', { keyId: 'one' })
    script.run({ kind: 'leave-room', ...by('ann') })
    script.join('ann', { keyId: 'two' })
    expect(script.refusal(joining('ann-laptop', { memberKeyHash: 'ann-key', keyId: 'one' }))).toBe(
      'key-wrong',
    )
  })

  it('is not asked of the page that resumes', () => {
    const script = scriptOfTwo()
    expect(script.refusal(joining('bob', { keyId: 'other' }))).toBeNull()
    expect(script.refusal(joining('cid'))).toBeNull()
  })

  it('of another page of somebody who is alone is the new one; beside others it is refused', () => {
    const script = new RoomScript()
    script.join('ann')
    expect(script.refusal(joining('ann', { page: 'keyed-page', keyId: 'one' }))).toBeNull()
    expect(script.refusal(joining('bob', { keyId: 'one' }))).toBeNull()
    expect(script.refusal(joining('ann', { page: 'third-page', keyId: 'two' }))).toBe('key-wrong')
  })
})

it('H8 H12 H7 H5 J4 tells who may not come in the first of all reasons', () => {
  const script = scriptOfTwo()
  script.join('mallory')
  script.run({ kind: 'remove-participant', ...by('ann'), targetId: 'mallory' })
  script.configure('ann', { door: 'locked', passcodeHash: 'right', maxParticipants: 2 })
  const steps = [
    { overrides: { memberKeyHash: 'mallory-key', keyId: 'other' }, code: 'removed' },
    { overrides: { keyId: 'other' }, code: 'key-wrong' },
    { overrides: {}, code: 'passcode-required' },
    { overrides: { passcodeHash: 'wrong' }, code: 'passcode-wrong' },
    { overrides: { passcodeHash: 'right' }, code: 'room-locked' },
    { overrides: { passcodeHash: 'right', memberKeyHash: 'ann-key' }, code: 'room-full' },
  ]
  for (const { overrides, code } of steps) expect(script.refusal(joining('cid', overrides))).toBe(code)
  expect(script.now).toBe(NOW)
})
