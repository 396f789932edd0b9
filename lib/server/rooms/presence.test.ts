import { describe, expect, it } from 'vitest'
import { by, NOW, RoomScript } from '@/lib/testing/room-script'
import { isEmptyRoom, nextDeadline } from './room'

function scriptOfCall(): RoomScript {
  const script = new RoomScript()
  script.join('ann')
  script.join('bob')
  script.post('ann', 'ann-offer')
  return script
}

describe('going away', () => {
  it('J9 marks the participant away and hides its offer', () => {
    const script = scriptOfCall()
    const { effects } = script.disconnect('ann')
    expect(effects).toMatchObject([
      { event: 'offer:closed', fact: { offerId: 'ann-offer', reason: 'withdrawn' } },
      { event: 'participant:updated', fact: { participant: { id: 'ann', callOrder: NOW, isAway: true } } },
    ])
    expect(script.join('cid').reply).toMatchObject({ snapshot: { offers: [] } })
    expect(nextDeadline(script.room)).toBe(NOW + 30_000)
  })

  it.each([
    { graceMs: 30_000, deadline: NOW + 5_000 },
    { graceMs: 1_000, deadline: NOW + 1_000 },
  ])('J11 after a closing hint waits no longer than until $deadline', ({ graceMs, deadline }) => {
    const script = scriptOfCall()
    script.run({ kind: 'hint-closing', ...by('ann') })
    script.run({ kind: 'disconnect', ...by('ann'), graceMs })
    expect(nextDeadline(script.room)).toBe(deadline)
  })

  it('J11 a page that came back after the hint has its whole grace period again', () => {
    const script = scriptOfCall()
    script.run({ kind: 'hint-closing', ...by('ann') })
    script.disconnect('ann')
    script.join('ann')
    script.disconnect('ann')
    expect(nextDeadline(script.room)).toBe(NOW + 30_000)
  })

  it('J12 the end of a superseded socket leaves the newer one present', () => {
    const script = scriptOfCall()
    script.join('ann', { connectionId: 'newer', page: 'another-page' })
    const { effects } = script.disconnect('ann')
    expect(effects).toEqual([])
    expect(nextDeadline(script.room)).toBeNull()
  })
})

describe('the end of a stay', () => {
  it('J10 removes at the deadline, not before, and only who is away', () => {
    const script = scriptOfCall()
    script.disconnect('ann')
    script.now += 29_999
    expect(script.run({ kind: 'expire' }).effects).toEqual([])
    script.now += 1
    expect(script.run({ kind: 'expire' }).effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: 'ann' },
        event: 'participant:left',
        fact: { participantId: 'ann', reason: 'expired' },
      },
    ])
    expect(script.room.participants.map(({ id }) => id)).toEqual(['bob'])
    expect(script.room.offers).toEqual([])
  })

  it('J10 leaves who came back before the sweep', () => {
    const script = scriptOfCall()
    script.disconnect('ann')
    script.now += 30_000
    script.join('ann')
    expect(script.run({ kind: 'expire' }).effects).toEqual([])
    expect(script.room.participants).toHaveLength(2)
  })

  it('J13 leaving removes everything at once', () => {
    const script = scriptOfCall()
    const { effects } = script.run({ kind: 'leave-room', ...by('ann') })
    expect(effects).toMatchObject([
      { event: 'offer:closed', fact: { offerId: 'ann-offer', reason: 'withdrawn' } },
      { event: 'participant:left', fact: { participantId: 'ann', reason: 'left' } },
    ])
    script.run({ kind: 'leave-room', ...by('bob') })
    expect(isEmptyRoom(script.room)).toBe(true)
    expect(script.room).toMatchObject({ offers: [], knocks: [], hostlessSince: null })
  })

  it('J14 a new profile reaches the others', () => {
    const script = scriptOfCall()
    const { effects } = script.run({ kind: 'update-profile', ...by('bob'), profile: 'newer' })
    expect(effects).toMatchObject([
      {
        to: { kind: 'room', exceptParticipantId: 'bob' },
        event: 'participant:updated',
        fact: { participant: { id: 'bob', profile: 'newer' } },
      },
    ])
  })
})
