import { describe, expect, it } from 'vitest'
import type { OpenedOffer, OpenedParticipant, OpenedSnapshot } from './opened-facts'
import { applyFact, createRoomView, withParticipantOutOfCall } from './room-view'

const ann: OpenedParticipant = {
  id: 'ann',
  profile: null,
  callOrder: 1,
  isAway: false,
  isHost: false,
  isMuted: false,
}
const bo: OpenedParticipant = {
  id: 'bo',
  profile: null,
  callOrder: null,
  isAway: false,
  isHost: false,
  isMuted: false,
}
const annsOffer: OpenedOffer = {
  id: 'offer-1',
  participantId: 'ann',
  callOrder: 1,
  description: null,
  candidates: [],
}
const settings = { door: 'open', admission: 'hosts', hasPasscode: false, maxParticipants: 8 } as const
const snapshot: OpenedSnapshot = {
  participants: [ann, bo],
  offers: [annsOffer],
  settings,
  removed: [],
  knocks: [],
}
const view = createRoomView(snapshot)

describe('applyFact', () => {
  it('puts a fresh offer in the place of the same participant’s earlier one', () => {
    const fresh = { ...annsOffer, id: 'offer-2' }
    const after = applyFact(view, { name: 'offer:posted', fact: { offer: fresh } })
    expect([...after.offers.values()]).toEqual([fresh])
  })

  it('O12 keeps all candidates of an offer on the list, and none of another', () => {
    const candidates = ['first', 'second']
    const after = applyFact(view, { name: 'offer:gathered', fact: { offerId: 'offer-1', candidates } })
    expect([...after.offers.values()]).toEqual([{ ...annsOffer, candidates }])
    const unknown = { name: 'offer:gathered', fact: { offerId: 'offer-9', candidates } } as const
    expect(applyFact(view, unknown)).toBe(view)
  })

  it('takes the offer away with its participant', () => {
    const after = applyFact(view, {
      name: 'participant:left',
      fact: { participantId: 'ann', reason: 'expired' },
    })
    expect(after.offers.size).toBe(0)
    expect([...after.participants.keys()]).toEqual(['bo'])
  })

  it('voids an offer of an earlier stay in the call', () => {
    const after = applyFact(view, {
      name: 'participant:updated',
      fact: { participant: { ...ann, callOrder: 9 } },
    })
    expect(after.offers.size).toBe(0)
    expect(after.participants.get('ann')?.callOrder).toBe(9)
  })

  it('keeps the offer when the call order has not changed', () => {
    const after = applyFact(view, {
      name: 'participant:updated',
      fact: { participant: { ...ann, isMuted: true } },
    })
    expect([...after.offers.keys()]).toEqual(['offer-1'])
  })

  it('leaves the same object for an offer it does not know and for facts of other rooms of the house', () => {
    expect(applyFact(view, { name: 'offer:closed', fact: { offerId: 'other', reason: 'taken' } })).toBe(view)
    expect(applyFact(view, { name: 'session:superseded', fact: {} })).toBe(view)
  })
})

describe('withParticipantOutOfCall', () => {
  it('takes offers away and keeps the participant in the room', () => {
    const after = withParticipantOutOfCall(view, 'ann')
    expect(after.offers.size).toBe(0)
    expect(after.participants.get('ann')?.callOrder).toBeNull()
  })
})
