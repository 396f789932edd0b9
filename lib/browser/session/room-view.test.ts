import { describe, expect, it } from 'vitest'
import type { Offer, Participant } from '@/lib/protocol/room'
import { applyFact, createRoomView, withParticipantOutOfCall } from './room-view'

const ann: Participant = {
  id: 'ann',
  profile: '{}',
  callOrder: 1,
  isAway: false,
  isHost: false,
  isMuted: false,
}
const bo: Participant = {
  id: 'bo',
  profile: '{}',
  callOrder: null,
  isAway: false,
  isHost: false,
  isMuted: false,
}
const annsOffer: Offer = { id: 'offer-1', participantId: 'ann', callOrder: 1, description: '{}' }
const view = createRoomView({ participants: [ann, bo], offers: [annsOffer] })

describe('applyFact', () => {
  it('puts a fresh offer in the place of the same participant’s earlier one', () => {
    const fresh = { ...annsOffer, id: 'offer-2' }
    const after = applyFact(view, { name: 'offer:posted', fact: { offer: fresh } })
    expect([...after.offers.values()]).toEqual([fresh])
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

  it('keeps the offer when only the profile changed', () => {
    const after = applyFact(view, {
      name: 'participant:updated',
      fact: { participant: { ...ann, profile: '{"name":"Ann"}' } },
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
