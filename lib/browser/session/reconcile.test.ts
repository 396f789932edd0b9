import { describe, expect, it } from 'vitest'
import type { OpenedOffer, OpenedParticipant, OpenedSnapshot } from './opened-facts'
import { reconcile, selectCallers } from './reconcile'
import { createRoomView } from './room-view'

const participant = (id: string, callOrder: number | null): OpenedParticipant => ({
  id,
  profile: null,
  callOrder,
  isAway: false,
  isHost: false,
  isMuted: false,
})
const offer = (participantId: string, callOrder: number, id = `offer-${participantId}`): OpenedOffer => ({
  id,
  participantId,
  callOrder,
  description: null,
  candidates: [],
})
const link = (participantId: string, callOrder: number | null, isAlive = true) => ({
  participantId,
  callOrder,
  isAlive,
})

const snapshotOf = (participants: OpenedParticipant[], offers: OpenedOffer[]): OpenedSnapshot => ({
  participants,
  offers,
  settings: { door: 'open', admission: 'hosts', hasPasscode: false, maxParticipants: 8 },
  removed: [],
  knocks: [],
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
      name: 'keeps the link to somebody whose stay the server has not told of',
      participants: [participant('me', 2), participant('b', null), participant('c', 4)],
      offers: [],
      links: [link('b', null), link('c', null)],
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
      view: createRoomView(snapshotOf(participants, offers)),
      selfId: 'me',
      callOrder,
      links,
    })
    expect({ close: result.close, answer: result.answer.map((one) => one.id) }).toEqual(expected)
  })
})

describe('selectCallers', () => {
  const view = createRoomView(
    snapshotOf([participant('b', 2), participant('a', 1), participant('lobby', null)], [offer('b', 2)]),
  )
  const idsOf = (declined: ReadonlyMap<string, number>, selfId = 'me') =>
    selectCallers(view, selfId, declined).map(({ id }) => id)

  it('lists everybody in the call once, longest first, whether or not their next offer is posted yet', () => {
    expect(idsOf(new Map())).toEqual(['a', 'b'])
  })

  it('never lists oneself', () => {
    expect(idsOf(new Map(), 'b')).toEqual(['a'])
  })

  it('does not list a declined caller again until they enter anew', () => {
    expect(idsOf(new Map([['a', 1]]))).toEqual(['b'])
    expect(idsOf(new Map([['a', 0]]))).toEqual(['a', 'b'])
  })

  it('does not list somebody who is away: nobody would hear the answer', () => {
    const away = createRoomView(snapshotOf([{ ...participant('a', 1), isAway: true }], []))
    expect(selectCallers(away, 'me', new Map())).toEqual([])
  })
})
