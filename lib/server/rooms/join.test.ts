import { describe, expect, it } from 'vitest'
import { NOW, RoomScript } from '@/lib/testing/room-script'

describe('joining', () => {
  it('J1 shows the newcomer everybody and everybody the newcomer', () => {
    const script = new RoomScript()
    script.join('ann')
    script.post('ann', 'ann-offer')
    const { reply, effects } = script.join('bob')
    const rest = { isAway: false, isMuted: false }
    const ann = { id: 'ann', profile: 'ann-profile', callOrder: NOW, isHost: true, ...rest }
    const bob = { id: 'bob', profile: 'bob-profile', callOrder: null, isHost: false, ...rest }
    expect(reply).toEqual({
      ok: true,
      snapshot: {
        participants: [ann, bob],
        offers: [
          {
            id: 'ann-offer',
            participantId: 'ann',
            callOrder: NOW,
            description: 'ann-offer-description',
            candidates: [],
          },
        ],
        removed: [],
        settings: { door: 'open', admission: 'hosts', hasPasscode: false, maxParticipants: 8 },
        knocks: [],
      },
    })
    expect(effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: 'bob' },
        event: 'participant:joined',
        fact: { participant: bob },
      },
    ])
  })

  it('J4 refuses one more than fits, and counts those who are away', () => {
    const script = new RoomScript()
    script.join('ann', { maxParticipants: 2 })
    script.join('bob', { maxParticipants: 2 })
    script.disconnect('bob')
    expect(script.join('cid', { maxParticipants: 2 }).reply).toEqual({ ok: false, code: 'room-full' })
    expect(script.room.participants.map(({ id }) => id)).toEqual(['ann', 'bob'])
  })

  it.each(['bob-page', 'another-page'])('J4 lets %s of a participant back into a full room', (page) => {
    const script = new RoomScript()
    script.join('ann', { maxParticipants: 2 })
    script.join('bob', { maxParticipants: 2 })
    expect(script.join('bob', { maxParticipants: 2, page }).reply.ok).toBe(true)
    expect(script.room.participants).toHaveLength(2)
  })
})

describe('coming back', () => {
  function scriptWithBobAway(): RoomScript {
    const script = new RoomScript()
    script.join('ann')
    script.join('bob')
    script.post('bob', 'bob-offer', ['candidate'])
    script.disconnect('bob')
    return script
  }

  it('J6 the same page finds its call and its offer, and the others see both again', () => {
    const script = scriptWithBobAway()
    const { reply, effects } = script.join('bob', { connectionId: 'again', profile: 'newer-profile' })
    const bob = { id: 'bob', profile: 'newer-profile', callOrder: NOW, isAway: false }
    expect(reply).toMatchObject({ ok: true, snapshot: { participants: [{ id: 'ann' }, bob], offers: [] } })
    expect(effects).toMatchObject([
      { event: 'participant:updated', fact: { participant: bob } },
      { event: 'offer:posted', fact: { offer: { id: 'bob-offer', callOrder: NOW } } },
    ])
    expect(script.room.offers).toMatchObject([{ id: 'bob-offer', candidates: ['candidate'] }])
  })

  it('J6 the same page before its old socket was missed: that socket is closed without a word', () => {
    const script = new RoomScript()
    script.join('ann')
    script.post('ann', 'ann-offer')
    const { effects } = script.join('ann', { connectionId: 'again' })
    expect(effects).toMatchObject([
      { kind: 'close-connection', connectionId: 'ann-connection', isSuperseded: false },
      { event: 'participant:updated' },
    ])
    expect(script.room.offers).toHaveLength(1)
  })

  it('J7 another page ends the call of the page before and supersedes its socket', () => {
    const script = new RoomScript()
    script.join('ann')
    script.post('ann', 'ann-offer')
    const { reply, effects } = script.join('ann', { connectionId: 'newer', page: 'another-page' })
    expect(effects).toMatchObject([
      { kind: 'close-connection', connectionId: 'ann-connection', isSuperseded: true },
      { event: 'offer:closed', fact: { offerId: 'ann-offer', reason: 'withdrawn' } },
      { event: 'participant:updated', fact: { participant: { callOrder: null, isAway: false } } },
    ])
    expect(reply).toMatchObject({ snapshot: { participants: [{ id: 'ann', callOrder: null }] } })
    expect(script.room.offers).toEqual([])
  })

  it('J7 another page after the old socket is gone: nothing to supersede, no hidden offer to close', () => {
    const script = scriptWithBobAway()
    const { effects } = script.join('bob', { connectionId: 'newer', page: 'another-page' })
    expect(effects).toMatchObject([
      { event: 'participant:updated', fact: { participant: { callOrder: null } } },
    ])
    expect(script.room.offers).toEqual([])
  })

  it('J7 a page that was superseded does not get its order back by claiming it', () => {
    const script = new RoomScript()
    script.join('ann')
    script.post('ann', 'ann-offer')
    script.join('ann', { connectionId: 'newer', page: 'another-page' })
    script.join('ann', { connectionId: 'older', callOrder: NOW })
    expect(script.room.participants).toMatchObject([{ callOrder: null }])
  })
})

describe('J8 rebuilding after a lost memory', () => {
  it.each([
    { claimed: null, held: null, callOrder: null },
    { claimed: 500, held: null, callOrder: 500 },
    { claimed: NOW + 1_000, held: null, callOrder: NOW + 1_000 },
    { claimed: 500, held: 500, callOrder: NOW },
    { claimed: NOW + 7, held: NOW + 7, callOrder: NOW + 8 },
    { claimed: Number.MAX_SAFE_INTEGER, held: null, callOrder: NOW },
  ])('gives the order $callOrder to who claims $claimed while another holds $held', (row) => {
    const script = new RoomScript()
    if (row.held !== null) script.join('ann', { callOrder: row.held })
    const { effects } = script.join('bob', { callOrder: row.claimed })
    expect(effects).toMatchObject([
      { event: 'participant:joined', fact: { participant: { id: 'bob', callOrder: row.callOrder } } },
    ])
  })

  it('keeps later orders above a rebuilt one', () => {
    const script = new RoomScript()
    script.join('ann', { callOrder: NOW + 50 })
    script.join('bob')
    expect(script.post('bob', 'bob-offer').reply).toMatchObject({ callOrder: NOW + 51 })
  })
})
