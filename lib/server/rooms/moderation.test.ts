import { describe, expect, it } from 'vitest'
import { by, joining, knocking, NOW, RoomScript } from '@/lib/testing/room-script'

/** A call of ann, a host, and bob, with cid in the lobby. */
function scriptOfCall(): RoomScript {
  const script = new RoomScript()
  for (const id of ['ann', 'bob', 'cid']) script.join(id)
  script.post('ann', 'ann-offer')
  script.post('bob', 'bob-offer')
  return script
}

const remove = (script: RoomScript, targetId: string) =>
  script.run({ kind: 'remove-participant', ...by('ann'), targetId })
const mute = (script: RoomScript, targetId: string, isMuted = true) =>
  script.run({ kind: 'mute-participant', ...by('ann'), targetId, isMuted })

describe('H8 removing', () => {
  it('tells the others first, then the removed one, and closes its socket', () => {
    const script = scriptOfCall()
    expect(remove(script, 'bob').effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: 'bob' },
        event: 'participant:left',
        fact: { participantId: 'bob', reason: 'removed' },
      },
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: 'bob' },
        event: 'offer:closed',
        fact: { offerId: 'bob-offer', reason: 'withdrawn' },
      },
      {
        kind: 'fact',
        to: { kind: 'participant', participantId: 'bob' },
        event: 'session:removed',
        fact: {},
      },
      { kind: 'close-connection', connectionId: 'bob-connection', isSuperseded: false },
    ])
    expect(script.room.participants.map(({ id }) => id)).toEqual(['ann', 'cid'])
    expect(script.room.offers.map(({ id }) => id)).toEqual(['ann-offer'])
  })

  it('removes who is away: its return is refused', () => {
    const script = scriptOfCall()
    script.disconnect('bob')
    expect(remove(script, 'bob').effects).toMatchObject([
      { event: 'participant:left' },
      { event: 'session:removed' },
    ])
    expect(script.refusal(joining('bob', { hasToken: true, callOrder: NOW + 1 }))).toBe('removed')
  })

  it('names the removed in the snapshot of who was away from the server meanwhile', () => {
    const script = scriptOfCall()
    script.disconnect('cid')
    remove(script, 'bob')
    expect(script.join('cid').reply).toMatchObject({ snapshot: { removed: ['bob'] } })
  })

  it.each([
    { by: 'its token', visitor: { participantId: 'bob', hasToken: true, memberKeyHash: 'fresh' } },
    { by: 'its seed', visitor: { participantId: 'bob', memberKeyHash: 'fresh' } },
    { by: 'its member key', visitor: { participantId: 'fresh', memberKeyHash: 'bob-key' } },
  ])('refuses the removed by $by, at the door too', ({ visitor }) => {
    const script = scriptOfCall()
    remove(script, 'bob')
    expect(script.refusal(joining('bob', visitor))).toBe('removed')
    script.configure('ann', { door: 'knock' })
    expect(script.refusal(knocking('bob', visitor))).toBe('removed')
  })

  it('grants the removed nothing more, ICE servers and its end included', () => {
    const script = scriptOfCall()
    remove(script, 'bob')
    expect(script.refusal({ kind: 'renew-ice', ...by('bob') })).toBe('not-joined')
    expect(script.refusal({ kind: 'disconnect', ...by('bob'), graceMs: 30_000 })).toBe('not-joined')
    const signal = { to: 'ann', linkId: 'bob-offer', payload: 'p' }
    expect(script.refusal({ kind: 'signal-link', ...by('bob'), ...signal })).toBe('not-joined')
  })

  it('takes every tab of the same browser, inside and at the door, and the role and the way back with it', () => {
    const script = scriptOfCall()
    script.join('bob-tab', { memberKeyHash: 'bob-key' })
    script.run({ kind: 'grant-host', ...by('ann'), targetId: 'bob' })
    script.configure('ann', { door: 'knock', passcodeHash: 'p' })
    script.run({ kind: 'revoke-host', ...by('ann'), targetId: 'bob' })
    script.knock('bob-door', { memberKeyHash: 'bob-key', passcodeHash: 'p' })
    script.knock('dan', { passcodeHash: 'p' })
    script.run({ kind: 'grant-host', ...by('ann'), targetId: 'bob' })
    const { effects } = remove(script, 'bob-tab')
    expect(script.room.participants.map(({ id }) => id)).toEqual(['ann', 'cid'])
    expect(script.room.knocks.map(({ id }) => id)).toEqual(['dan'])
    expect(effects).toContainEqual({
      kind: 'fact',
      to: { kind: 'participant', participantId: 'bob-door' },
      event: 'knock:answered',
      fact: { isAdmitted: false },
    })
    expect(script.room.settings).toMatchObject({
      hostKeyHashes: ['ann-key'],
      members: ['ann', 'cid'],
      removed: [
        { participantId: 'bob', memberKeyHash: 'bob-key' },
        { participantId: 'bob-tab', memberKeyHash: 'bob-key' },
      ],
    })
  })

  it('of oneself is refused, in any tab', () => {
    const script = scriptOfCall()
    script.join('ann-tab', { memberKeyHash: 'ann-key' })
    for (const targetId of ['ann', 'ann-tab']) {
      expect(script.refusal({ kind: 'remove-participant', ...by('ann'), targetId })).toBe('bad-request')
    }
  })

  it('is remembered of the last 256', () => {
    const script = scriptOfCall()
    for (let index = 0; index < 257; index += 1) {
      script.join(`p${index}`)
      remove(script, `p${index}`)
    }
    expect(script.room.settings.removed).toHaveLength(256)
    expect(script.refusal(joining('p1'))).toBe('removed')
    expect(script.refusal(joining('p0'))).toBeNull()
  })
})

describe('H9 muting', () => {
  it('is told to everybody, the muted one included, once', () => {
    const script = scriptOfCall()
    expect(mute(script, 'bob').effects).toMatchObject([
      {
        to: { kind: 'room', exceptParticipantId: null },
        event: 'participant:updated',
        fact: { participant: { id: 'bob', isMuted: true } },
      },
    ])
    expect(mute(script, 'bob').effects).toEqual([])
    expect(mute(script, 'bob', false).effects).toMatchObject([
      { event: 'participant:updated', fact: { participant: { id: 'bob', isMuted: false } } },
    ])
    expect(mute(script, 'bob', false).effects).toEqual([])
  })

  it.each([
    { how: 'a refresh', act: (script: RoomScript) => script.join('bob', { page: 'another-page' }) },
    {
      how: 'leaving and coming again',
      act: (script: RoomScript) => {
        script.run({ kind: 'leave-room', ...by('bob') })
        return script.join('bob-again', { memberKeyHash: 'bob-key' })
      },
    },
    {
      how: 'a restart',
      act: (script: RoomScript) => {
        const { settings } = script.room
        script.room = { ...new RoomScript().room, settings }
        return script.join('bob', { hasToken: true })
      },
    },
  ])('is not taken back by $how', ({ act }) => {
    const script = scriptOfCall()
    mute(script, 'bob')
    const { reply } = act(script)
    if (!reply.ok) throw new Error(reply.code)
    expect(reply.snapshot.participants.filter(({ isMuted }) => isMuted)).toHaveLength(1)
  })

  it('is remembered within a bound', () => {
    const script = scriptOfCall()
    for (let index = 0; index < 300; index += 1) {
      script.join(`p${index}`)
      mute(script, `p${index}`)
      script.run({ kind: 'leave-room', ...by(`p${index}`) })
    }
    expect(script.room.settings.mutedKeyHashes).toHaveLength(256)
  })
})

describe('H10 ending the call', () => {
  it('withdraws every offer and takes everybody out, the absent included', () => {
    const script = scriptOfCall()
    script.disconnect('bob')
    const { effects } = script.run({ kind: 'end-call', ...by('ann') })
    expect(effects).toMatchObject([
      { to: { exceptParticipantId: null }, event: 'call:ended', fact: { participantId: 'ann' } },
      { event: 'offer:closed', fact: { offerId: 'ann-offer', reason: 'withdrawn' } },
      { event: 'participant:updated', fact: { participant: { id: 'ann', callOrder: null } } },
      { event: 'participant:updated', fact: { participant: { id: 'bob', callOrder: null, isAway: true } } },
    ])
    expect(script.room.offers).toEqual([])
    expect(script.room.participants.every(({ callOrder }) => callOrder === null)).toBe(true)
    expect(script.post('ann', 'ann-second').reply).toMatchObject({ callOrder: NOW + 2 })
  })

  it('that nobody is in is granted without effect', () => {
    const script = new RoomScript()
    script.join('ann')
    expect(script.run({ kind: 'end-call', ...by('ann') })).toMatchObject({ effects: [], reply: { ok: true } })
  })
})
