import { describe, expect, it } from 'vitest'
import { by, joining, knocking, RoomScript } from '@/lib/testing/room-script'

/** Ann, a host, and bob inside a room whose door asks to knock. */
function scriptWithDoor(): RoomScript {
  const script = new RoomScript()
  script.join('ann')
  script.join('bob')
  script.configure('ann', { door: 'knock' })
  return script
}

const answer = (script: RoomScript, isAdmitted: boolean, asker = 'ann', targetId = 'cid') =>
  script.run({ kind: 'answer-knock', ...by(asker), targetId, isAdmitted })

const toOne = (participantId: string) => ({ kind: 'participant', participantId })
const started = (to: string, participantId: string) => ({
  kind: 'fact',
  to: toOne(to),
  event: 'knock:started',
  fact: { knock: { participantId, profile: `${participantId}-profile` } },
})
const ended = (to: string, participantId: string) => ({
  kind: 'fact',
  to: toOne(to),
  event: 'knock:ended',
  fact: { participantId },
})
const answered = (to: string, isAdmitted: boolean) => ({
  kind: 'fact',
  to: toOne(to),
  event: 'knock:answered',
  fact: { isAdmitted },
})

describe('H6 knocking', () => {
  it('is told to the hosts alone, and to a host who comes later by the snapshot', () => {
    const script = scriptWithDoor()
    expect(script.knock('cid').effects).toEqual([started('ann', 'cid')])
    const { reply } = script.join('ann', { page: 'another-page' })
    expect(reply).toMatchObject({ snapshot: { knocks: [{ participantId: 'cid', profile: 'cid-profile' }] } })
    expect(script.join('bob', { page: 'another-page' }).reply).toMatchObject({ snapshot: { knocks: [] } })
  })

  it('is told to everybody inside where admission says so', () => {
    const script = scriptWithDoor()
    script.configure('ann', { admission: 'everyone' })
    expect(script.knock('cid').effects).toEqual([started('ann', 'cid'), started('bob', 'cid')])
  })

  it('admitted: joins with the token of its knock, and may come back by it', () => {
    const script = scriptWithDoor()
    script.run({ kind: 'grant-host', ...by('ann'), targetId: 'bob' })
    script.knock('cid')
    expect(script.refusal(joining('cid', { hasToken: true }))).toBe('knock-required')
    expect(answer(script, true).effects).toEqual([answered('cid', true), ended('bob', 'cid')])
    expect(script.refusal(joining('cid'))).toBe('knock-required')
    expect(script.refusal(joining('cid', { hasToken: true }))).toBeNull()
    script.run({ kind: 'leave-room', ...by('cid') })
    expect(script.refusal(joining('cid', { hasToken: true }))).toBeNull()
  })

  it('refused: does not come in, and may knock again', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    expect(answer(script, false).effects).toEqual([answered('cid', false)])
    expect(script.refusal(joining('cid', { hasToken: true }))).toBe('knock-required')
    expect(script.knock('cid').effects).toEqual([started('ann', 'cid')])
  })

  it('is answered once', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    answer(script, false)
    const again = { kind: 'answer-knock', ...by('ann'), targetId: 'cid', isAdmitted: true } as const
    expect(script.refusal(again)).toBe('knock-unknown')
  })

  it('is not for somebody inside to answer who may not', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    const admit = { kind: 'answer-knock', ...by('bob'), targetId: 'cid', isAdmitted: true } as const
    expect(script.refusal(admit)).toBe('not-host')
    script.configure('ann', { admission: 'everyone' })
    expect(script.refusal(admit)).toBeNull()
  })

  it('ends with its socket, not with an earlier one', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    expect(script.knock('cid', { connectionId: 'newer' }).effects).toEqual([
      { kind: 'close-connection', connectionId: 'cid-connection', isSuperseded: false },
      started('ann', 'cid'),
    ])
    expect(script.run({ kind: 'end-knock', ...by('cid') }).effects).toEqual([])
    expect(script.room.knocks).toHaveLength(1)
    const gone = { kind: 'end-knock', participantId: 'cid', connectionId: 'newer' } as const
    expect(script.run(gone).effects).toEqual([ended('ann', 'cid')])
    expect(script.room.knocks).toEqual([])
  })

  it('ends where its participant comes in by another way', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    script.knock('dan')
    const { effects } = script.join('cid', { memberKeyHash: 'ann-key' })
    expect(effects).toMatchObject([{ event: 'participant:joined' }, ended('ann', 'cid')])
    expect(script.room.knocks).toMatchObject([{ id: 'dan' }])
  })

  it('32 wait, one more is refused; who waits may knock again', () => {
    const script = scriptWithDoor()
    for (let index = 0; index < 32; index += 1) script.knock(`p${index}`)
    expect(script.refusal(knocking('late'))).toBe('room-full')
    expect(script.refusal(knocking('p0', { profile: 'newer' }))).toBeNull()
    expect(script.room.knocks).toHaveLength(32)
    expect(script.room.knocks[0]).toMatchObject({ id: 'p0', profile: 'newer' })
  })

  it.each([
    { prepare: { door: 'locked' }, overrides: {}, code: 'room-locked' },
    { prepare: { passcodeHash: 'right' }, overrides: {}, code: 'passcode-required' },
    { prepare: { passcodeHash: 'right' }, overrides: { passcodeHash: 'wrong' }, code: 'passcode-wrong' },
    {
      prepare: { passcodeHash: 'right' },
      overrides: { passcodeHash: 'right', isGuessingBlocked: true },
      code: 'rate-limited',
    },
    { prepare: { passcodeHash: 'right' }, overrides: { passcodeHash: 'right' }, code: null },
    { prepare: {}, overrides: { keyId: 'other' }, code: 'key-wrong' },
    { prepare: { maxParticipants: 2 }, overrides: {}, code: null },
  ] as const)('with $overrides where $prepare is answered with $code', ({ prepare, overrides, code }) => {
    const script = scriptWithDoor()
    script.configure('ann', prepare)
    expect(script.refusal(knocking('cid', overrides))).toBe(code)
    expect(script.room.knocks).toHaveLength(code === null ? 1 : 0)
  })

  it.each([
    { name: 'the door is open by now', visitor: { participantId: 'cid' }, door: 'open' },
    { name: 'a host knocks', visitor: { participantId: 'cid', memberKeyHash: 'ann-key' }, door: 'locked' },
    { name: 'somebody inside knocks', visitor: { participantId: 'bob' }, door: 'locked' },
  ] as const)('is answered at once where $name', ({ visitor, door }) => {
    const script = scriptWithDoor()
    script.configure('ann', { door })
    expect(script.knock(visitor.participantId, visitor).effects).toEqual([
      answered(visitor.participantId, true),
    ])
    expect(script.room.knocks).toEqual([])
  })
})

describe('H6 those who wait', () => {
  it.each([
    { door: 'open', isAdmitted: true },
    { door: 'locked', isAdmitted: false },
  ] as const)('get the answer $isAdmitted from a door that is now $door', ({ door, isAdmitted }) => {
    const script = scriptWithDoor()
    script.knock('cid')
    script.knock('dan')
    const { effects } = script.configure('ann', { door })
    expect(effects).toMatchObject([
      { event: 'room:updated' },
      answered('cid', isAdmitted),
      ended('ann', 'cid'),
      answered('dan', isAdmitted),
      ended('ann', 'dan'),
    ])
    expect(script.room.knocks).toEqual([])
    expect(script.refusal(joining('cid', { hasToken: true }))).toBe(isAdmitted ? null : 'room-locked')
  })

  it('are shown to a new host and hidden from one who is none any more', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    const target = { ...by('ann'), targetId: 'bob' }
    expect(script.run({ kind: 'grant-host', ...target }).effects).toMatchObject([
      { event: 'participant:updated' },
      started('bob', 'cid'),
    ])
    expect(script.run({ kind: 'revoke-host', ...target }).effects).toMatchObject([
      { event: 'participant:updated' },
      ended('bob', 'cid'),
    ])
  })

  it('are shown to everybody once everybody may admit, and hidden again', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    expect(script.configure('ann', { admission: 'everyone' }).effects).toMatchObject([
      { event: 'room:updated' },
      started('bob', 'cid'),
    ])
    expect(script.configure('ann', { admission: 'hosts' }).effects).toMatchObject([
      { event: 'room:updated' },
      ended('bob', 'cid'),
    ])
  })

  it('go on waiting while nobody is inside', () => {
    const script = scriptWithDoor()
    script.knock('cid')
    script.run({ kind: 'leave-room', ...by('bob') })
    script.run({ kind: 'leave-room', ...by('ann') })
    expect(script.join('ann').reply).toMatchObject({ snapshot: { knocks: [{ participantId: 'cid' }] } })
  })
})
