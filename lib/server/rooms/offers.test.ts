import { describe, expect, it } from 'vitest'
import { LIMITS } from '@/lib/protocol/limits'
import { by, NOW, RoomScript } from '@/lib/testing/room-script'

function scriptOf(...participantIds: readonly string[]): RoomScript {
  const script = new RoomScript()
  for (const participantId of participantIds) script.join(participantId)
  return script
}

describe('posting', () => {
  it('O1 enters the call and tells the others first that, then the offer', () => {
    const script = scriptOf('ann', 'bob')
    const { reply, effects } = script.post('ann', 'ann-offer', ['candidate'])
    expect(reply).toEqual({ ok: true, callOrder: NOW, offers: [] })
    const toOthers = { kind: 'room', exceptParticipantId: 'ann' }
    expect(effects).toEqual([
      {
        kind: 'fact',
        to: toOthers,
        event: 'participant:updated',
        fact: {
          participant: {
            id: 'ann',
            profile: 'ann-profile',
            callOrder: NOW,
            isAway: false,
            isHost: true,
            isMuted: false,
          },
        },
      },
      {
        kind: 'fact',
        to: toOthers,
        event: 'offer:posted',
        fact: {
          offer: {
            id: 'ann-offer',
            participantId: 'ann',
            callOrder: NOW,
            description: 'ann-offer-description',
            candidates: ['candidate'],
          },
        },
      },
    ])
  })

  it.each([
    { pause: 0, second: NOW + 1 },
    { pause: 10, second: NOW + 10 },
    { pause: -500, second: NOW + 1 },
  ])('O1 gives strictly growing orders when the clock moves by $pause', ({ pause, second }) => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'ann-offer')
    script.now += pause
    expect(script.post('bob', 'bob-offer').reply).toMatchObject({ callOrder: second })
  })

  it('O2 replaces the standing offer and keeps the order', () => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'first')
    script.now += 5
    const { reply, effects } = script.post('ann', 'second')
    expect(reply).toMatchObject({ callOrder: NOW })
    expect(effects).toMatchObject([
      { event: 'offer:closed', fact: { offerId: 'first', reason: 'replaced' } },
      { event: 'offer:posted', fact: { offer: { id: 'second' } } },
    ])
    expect(script.room.offers.map(({ id }) => id)).toEqual(['second'])
  })

  it('O8 lists the open offers of others, oldest first, without those of the absent', () => {
    const script = scriptOf('ann', 'bob', 'cid', 'dan')
    script.post('cid', 'cid-offer')
    script.post('ann', 'ann-offer')
    script.post('bob', 'bob-offer')
    script.disconnect('ann')
    expect(script.post('dan', 'dan-offer').reply).toMatchObject({
      offers: [{ id: 'cid-offer' }, { id: 'bob-offer' }],
    })
  })

  it.each([
    { state: 'open', prepare: () => {} },
    { state: 'hidden', prepare: (script: RoomScript) => script.disconnect('ann') },
    { state: 'taken', prepare: (script: RoomScript) => script.answer('cid', 'used') },
  ])("O9 refuses the id of another's offer that is $state", ({ prepare }) => {
    const script = scriptOf('ann', 'bob', 'cid')
    script.post('ann', 'used')
    prepare(script)
    const before = script.room
    expect(script.post('bob', 'used').reply).toEqual({ ok: false, code: 'bad-request' })
    expect(script.room).toBe(before)
  })

  it('O9 takes its own open offer again without calling it replaced', () => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'ann-offer')
    const { reply, effects } = script.post('ann', 'ann-offer', ['candidate'])
    expect(reply).toEqual({ ok: true, callOrder: NOW, offers: [] })
    expect(effects).toMatchObject([{ event: 'offer:posted', fact: { offer: { id: 'ann-offer' } } }])
    expect(script.answer('bob', 'ann-offer').reply).toMatchObject({ candidates: ['candidate'] })
  })

  it('O9 tells who posts its own offer again that it was taken meanwhile', () => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'ann-offer')
    script.answer('bob', 'ann-offer')
    const before = script.room
    expect(script.post('ann', 'ann-offer').reply).toEqual({ ok: false, code: 'offer-taken' })
    expect(script.room).toBe(before)
  })
})

describe('answering', () => {
  it('O3 the first answer claims the offer; O4 it enters the call and gets the candidates so far', () => {
    const script = scriptOf('ann', 'bob', 'cid')
    script.post('ann', 'ann-offer', ['a'])
    script.run({ kind: 'add-candidates', ...by('ann'), offerId: 'ann-offer', candidates: ['b'] })
    const { reply, effects } = script.answer('bob', 'ann-offer')
    expect(reply).toEqual({ ok: true, callOrder: NOW + 1, candidates: ['a', 'b'] })
    expect(effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: 'bob' },
        event: 'participant:updated',
        fact: {
          participant: {
            id: 'bob',
            profile: 'bob-profile',
            callOrder: NOW + 1,
            isAway: false,
            isHost: false,
            isMuted: false,
          },
        },
      },
      {
        kind: 'fact',
        to: { kind: 'participant', participantId: 'ann' },
        event: 'offer:answered',
        fact: {
          offerId: 'ann-offer',
          participantId: 'bob',
          callOrder: NOW + 1,
          description: 'bob-answer',
          candidates: ['answer-candidate'],
        },
      },
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: null },
        event: 'offer:closed',
        fact: { offerId: 'ann-offer', reason: 'taken' },
      },
    ])
    expect(script.answer('cid', 'ann-offer').reply).toEqual({ ok: false, code: 'offer-taken' })
  })

  it('O4 keeps the order of an answerer who is in the call already', () => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'ann-offer')
    script.post('bob', 'bob-offer')
    const { reply, effects } = script.answer('bob', 'ann-offer')
    expect(reply).toMatchObject({ callOrder: NOW + 1 })
    expect(effects).toMatchObject([{ event: 'offer:answered' }, { event: 'offer:closed' }])
    expect(script.room.offers.map(({ id }) => id)).toEqual(['bob-offer'])
  })

  const REFUSALS = [
    { code: 'offer-unknown', prepare: () => {}, offerId: 'never-posted' },
    {
      code: 'offer-unknown',
      prepare: (script: RoomScript) => script.run({ kind: 'leave-call', ...by('ann') }),
      offerId: 'ann-offer',
    },
    {
      code: 'offer-unknown',
      prepare: (script: RoomScript) => script.post('ann', 'newer'),
      offerId: 'ann-offer',
    },
    {
      code: 'offer-taken',
      prepare: (script: RoomScript) => script.answer('cid', 'ann-offer'),
      offerId: 'ann-offer',
    },
    { code: 'offer-own', prepare: (script: RoomScript) => script.post('bob', 'own'), offerId: 'own' },
    {
      code: 'participant-away',
      prepare: (script: RoomScript) => script.disconnect('ann'),
      offerId: 'ann-offer',
    },
  ] as const

  it.each(REFUSALS)('O5 and O7 refuse with $code and change nothing', ({ code, prepare, offerId }) => {
    const script = scriptOf('ann', 'bob', 'cid')
    script.post('ann', 'ann-offer')
    prepare(script)
    const before = script.room
    expect(script.answer('bob', offerId)).toEqual({ room: before, effects: [], reply: { ok: false, code } })
    expect(script.run({ kind: 'decline-offer', ...by('bob'), offerId })).toEqual({
      room: before,
      effects: [],
      reply: { ok: false, code },
    })
  })

  it('O5 remembers taken offers within a bound', () => {
    const script = scriptOf('ann', 'bob')
    for (let round = 0; round < LIMITS.participantsPerRoom * 4 + 1; round += 1) {
      script.post('ann', `offer-${round}`)
      script.answer('bob', `offer-${round}`)
    }
    expect(script.room.takenOffers).toHaveLength(LIMITS.participantsPerRoom * 4)
    expect(script.answer('bob', 'offer-0').reply).toMatchObject({ code: 'offer-unknown' })
    expect(script.answer('bob', 'offer-1').reply).toMatchObject({ code: 'offer-taken' })
  })

  it('O7 a decline tells the offerer alone and leaves the offer', () => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'ann-offer')
    const { reply, effects } = script.run({ kind: 'decline-offer', ...by('bob'), offerId: 'ann-offer' })
    expect(reply).toEqual({ ok: true })
    expect(effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'participant', participantId: 'ann' },
        event: 'offer:declined',
        fact: { offerId: 'ann-offer', participantId: 'bob' },
      },
    ])
    expect(script.answer('bob', 'ann-offer').reply.ok).toBe(true)
  })
})

describe('O6 candidates', () => {
  const add = (script: RoomScript, participantId: string, candidates: readonly string[]) =>
    script.run({ kind: 'add-candidates', ...by(participantId), offerId: 'ann-offer', candidates })

  it('are refused past their bound, and those before stay', () => {
    const script = scriptOf('ann', 'bob')
    const most = Array.from({ length: LIMITS.candidatesPerOffer }, (_, index) => `c${index}`)
    script.post('ann', 'ann-offer', most.slice(0, 60))
    expect(add(script, 'ann', most.slice(0, 5)).reply).toEqual({ ok: false, code: 'too-many-candidates' })
    expect(add(script, 'ann', most.slice(60)).reply).toEqual({ ok: true })
    expect(script.answer('bob', 'ann-offer').reply).toMatchObject({ candidates: most })
  })

  it('O12 are told to those in the lobby, all so far, and stand on the list', () => {
    const script = scriptOf('ann', 'bob', 'cid', 'dan')
    script.post('cid', 'cid-offer')
    script.post('ann', 'ann-offer', ['a'])
    script.disconnect('dan')
    expect(add(script, 'ann', ['b']).effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'participant', participantId: 'bob' },
        event: 'offer:gathered',
        fact: { offerId: 'ann-offer', candidates: ['a', 'b'] },
      },
    ])
    expect(script.post('bob', 'bob-offer').reply).toMatchObject({
      offers: [{ candidates: [] }, { id: 'ann-offer', candidates: ['a', 'b'] }],
    })
  })

  it.each(['knock', 'locked'] as const)('O12 are told to nobody before the grant at a %s door', (door) => {
    const script = scriptOf('ann', 'bob', 'cid')
    script.configure('ann', { door })
    const { effects } = script.post('ann', 'ann-offer', ['a'])
    expect(effects).toMatchObject([{}, { fact: { offer: { candidates: [] } } }])
    expect(add(script, 'ann', ['b']).effects).toEqual([])
    expect(script.answer('bob', 'ann-offer').reply).toMatchObject({ candidates: ['a', 'b'] })
  })

  it('for an offer taken meanwhile are refused to its owner as offer-taken', () => {
    const script = scriptOf('ann', 'bob')
    script.post('ann', 'ann-offer')
    script.answer('bob', 'ann-offer')
    expect(add(script, 'ann', ['late']).reply).toEqual({ ok: false, code: 'offer-taken' })
    expect(add(script, 'bob', ['late']).reply).toEqual({ ok: false, code: 'offer-not-yours' })
  })

  it("for somebody else's offer are refused, for an unknown one too", () => {
    const script = scriptOf('ann', 'bob')
    expect(add(script, 'ann', ['c']).reply).toEqual({ ok: false, code: 'offer-unknown' })
    script.post('ann', 'ann-offer')
    expect(add(script, 'bob', ['c']).reply).toEqual({ ok: false, code: 'offer-not-yours' })
    expect(script.room.offers).toMatchObject([{ candidates: [] }])
  })
})
