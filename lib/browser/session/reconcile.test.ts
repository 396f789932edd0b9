import { describe, expect, it } from 'vitest'
import type { Offer, Participant } from '@/lib/protocol/room'
import { reconcile, selectRingingOffers } from './reconcile'
import { createRoomView } from './room-view'

const participant = (id: string, callOrder: number | null): Participant => ({
  id,
  profile: '{}',
  callOrder,
  isAway: false,
})
const offer = (participantId: string, callOrder: number, id = `offer-${participantId}`): Offer => ({
  id,
  participantId,
  callOrder,
  description: '{}',
})
const link = (participantId: string, callOrder: number, isAlive = true) => ({
  participantId,
  callOrder,
  isAlive,
})

describe('reconcile', () => {
  const cases = [
    {
      name: 'answers the offer of somebody who entered before',
      participants: [participant('a', 1), participant('me', 2)],
      offers: [offer('a', 1)],
      links: [],
      callOrder: 2,
      expected: { close: [], answer: ['offer-a'] },
    },
    {
      name: 'leaves the offer of somebody who entered later: they answer ours',
      participants: [participant('me', 2), participant('b', 3)],
      offers: [offer('b', 3)],
      links: [],
      callOrder: 2,
      expected: { close: [], answer: [] },
    },
    {
      name: 'leaves the offer of somebody who is linked already',
      participants: [participant('a', 1), participant('me', 2)],
      offers: [offer('a', 1)],
      links: [link('a', 1)],
      callOrder: 2,
      expected: { close: [], answer: [] },
    },
    {
      name: 'answers nothing before the server has named our own order',
      participants: [participant('a', 1), participant('me', null)],
      offers: [offer('a', 1)],
      links: [],
      callOrder: null,
      expected: { close: [], answer: [] },
    },
    {
      name: 'closes the link of a stay that ended',
      participants: [participant('a', null), participant('me', 2)],
      offers: [],
      links: [link('a', 1)],
      callOrder: 2,
      expected: { close: ['a'], answer: [] },
    },
    {
      name: 'closes the link of an earlier stay and answers the new one in the same step',
      participants: [participant('a', 5), participant('me', 7)],
      offers: [offer('a', 5)],
      links: [link('a', 1)],
      callOrder: 7,
      expected: { close: ['a'], answer: ['offer-a'] },
    },
    {
      name: 'keeps a link that lives although the server no longer knows the participant',
      participants: [participant('me', 2)],
      offers: [],
      links: [link('a', 1, true)],
      callOrder: 2,
      expected: { close: [], answer: [] },
    },
    {
      name: 'closes a dead link to a participant whom the server no longer knows',
      participants: [participant('me', 2)],
      offers: [],
      links: [link('a', 1, false)],
      callOrder: 2,
      expected: { close: ['a'], answer: [] },
    },
  ]
  it.each(cases)('$name', ({ participants, offers, links, callOrder, expected }) => {
    const result = reconcile({
      view: createRoomView({ participants, offers }),
      selfId: 'me',
      callOrder,
      links,
    })
    expect({ close: result.close, answer: result.answer.map((one) => one.id) }).toEqual(expected)
  })
})

describe('selectRingingOffers', () => {
  const view = createRoomView({
    participants: [participant('a', 1), participant('b', 2)],
    offers: [offer('a', 1), offer('b', 2)],
  })

  it('rings once for each caller, never for oneself', () => {
    expect(selectRingingOffers(view, 'b', new Map()).map((one) => one.participantId)).toEqual(['a'])
  })

  it('does not ring again for a declined caller until they enter anew', () => {
    expect(selectRingingOffers(view, 'me', new Map([['a', 1]])).map((one) => one.participantId)).toEqual([
      'b',
    ])
    expect(selectRingingOffers(view, 'me', new Map([['a', 0]]))).toHaveLength(2)
  })
})
