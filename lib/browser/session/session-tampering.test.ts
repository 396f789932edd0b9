import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import type { Offer } from '@/lib/protocol/room'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'
import type { TestPerson } from '@/lib/testing/session-person'
import type { SessionWire } from '@/lib/testing/session-wire'

const ALERT = 'signaling-tampered'
const MAX_ATTEMPTS = 3

let bench: SessionBench
afterEach(() => bench.close())

/** What the server tells of offers, by whichever way. */
function alterOffers(wire: SessionWire, alter: (offer: Offer) => Offer): void {
  wire.alterAnswer('room:join', (answer) => ({
    ...answer,
    snapshot: { ...answer.snapshot, offers: answer.snapshot.offers.map(alter) },
  }))
  wire.alterAnswer('offer:post', (answer) => ({ ...answer, offers: answer.offers.map(alter) }))
  wire.alterFact = (fact) =>
    fact.name === 'offer:posted' ? [{ ...fact, fact: { offer: alter(fact.fact.offer) } }] : [fact]
}

function alterCandidates(wire: SessionWire, alter: (candidates: string[]) => string[]): void {
  wire.alterAnswer('offer:answer', (answer) => ({ ...answer, candidates: alter(answer.candidates) }))
}

/** One that is in nobody's favour: another character in the middle, or, where nothing is sealed, no JSON any more. */
function damage(payload: string): string {
  if (payload.startsWith('{')) return payload.slice(1)
  const middle = payload.length >> 1
  return payload.slice(0, middle) + (payload[middle] === 'A' ? 'B' : 'A') + payload.slice(middle + 1)
}

/** Fresh offers of the caller, more than would ever be tried; and what the other has heard after them. */
async function renewOffers(caller: TestPerson, other: TestPerson): Promise<void> {
  for (let round = 0; round <= MAX_ATTEMPTS; round += 1) {
    const countPosted = () => other.wire.facts.filter(({ name }) => name === 'offer:posted').length
    const before = countPosted()
    caller.room.noteNetworkChange()
    await bench.until(() => countPosted() > before)
  }
  caller.session.setName(`${caller.name}, later`)
  await bench.until(() => other.viewOf(caller)?.name === `${caller.name}, later`)
}

const DAMAGES: readonly [string, (wire: SessionWire) => void][] = [
  [
    'an altered description',
    (wire) => alterOffers(wire, (offer) => ({ ...offer, description: damage(offer.description) })),
  ],
  [
    'an altered candidate',
    (wire) => alterCandidates(wire, ([first = 'none', ...rest]) => [damage(first), ...rest]),
  ],
  [
    'an altered link message',
    (wire) => {
      wire.alterFact = (fact) =>
        fact.name === 'link:signal'
          ? [{ ...fact, fact: { ...fact.fact, payload: damage(fact.fact.payload) } }]
          : [fact]
    },
  ],
]

const DISORDERS: readonly [string, (wire: SessionWire) => void][] = [
  [
    'a replayed candidate',
    (wire) => alterCandidates(wire, ([first = 'none', ...rest]) => [first, first, ...rest]),
  ],
  [
    'a replayed link message',
    (wire) => {
      wire.alterFact = (fact) => (fact.name === 'link:signal' ? [fact, fact] : [fact])
    },
  ],
]

describe.each([
  ['a bare room', '', DAMAGES],
  ['a keyed room', toKeyFragment(createRoomKey()), [...DAMAGES, ...DISORDERS]],
] as const)('a server that tampers in %s', SESSION_TEST, (_, fragment, tamperings) => {
  beforeEach(async () => {
    bench = await SessionBench.open({ fragment })
  })

  it.each(tamperings)(
    'is caught with %s: an alert, no link, and no more than three attempts (S4, S5)',
    async (_, tamper) => {
      const ann = await bench.inCall('Ann')
      await bench.pass(100)
      const bob = bench.person('Bob')
      tamper(bob.wire)
      await bench.until(() => bob.state.offers.length === 1)
      bob.session.enterCall(ann.id)
      await bench.until(() => bob.countAlerts(ALERT) > 0)
      expect(bob.state.notices).toContainEqual(
        expect.objectContaining({ level: 'alert', code: ALERT, values: { name: 'Ann' } }),
      )

      await renewOffers(ann, bob)
      await bench.until(() => bob.countAlerts(ALERT) === MAX_ATTEMPTS)
      const countClaims = () => bob.wire.countAsked('offer:answer')
      const before = countClaims()
      await renewOffers(ann, bob)
      expect(bob.countAlerts(ALERT)).toBe(MAX_ATTEMPTS)
      expect(countClaims()).toBe(before)
      expect(bob.viewOf(ann)?.link).toBe('none')
      expect(bob.connectedConnections).toHaveLength(0)
      await bench.until(() => ann.connectedConnections.length === 0)
    },
  )
})

describe('a server that tampers in a keyed room', SESSION_TEST, () => {
  beforeEach(async () => {
    bench = await SessionBench.open({ fragment: toKeyFragment(createRoomKey()) })
  })

  it('is caught with reordered candidates, as far as there are more than one (S4)', async () => {
    const ann = await bench.inCall('Ann')
    await bench.pass(100)
    const bob = await bench.inLobby('Bob')
    alterCandidates(bob.wire, (candidates) => candidates.toReversed())
    await bench.until(() => bob.state.offers.length === 1)
    bob.session.enterCall(ann.id)
    await bench.until(() => bob.countAlerts(ALERT) === 1)
    expect(bob.connections[0]?.connectionState).toBe('closed')
  })

  it('is caught with a description moved from one caller to another, whose own link is not touched (S2)', async () => {
    const [ann, cid] = [await bench.inCall('Ann'), await bench.inCall('Cid')]
    await bench.until(() => ann.wire.countAsked('offer:post') > 1)
    const bob = bench.person('Bob')
    const ofCid = { description: '' }
    alterOffers(bob.wire, (offer) => {
      if (offer.participantId === cid.id) ofCid.description = offer.description
      return offer.participantId === ann.id && ofCid.description !== '' ? { ...offer, ...ofCid } : offer
    })
    await bench.until(() => bob.state.offers.length === 2)
    await renewOffers(ann, bob)
    bob.session.enterCall()
    await bench.untilLinked(bob, cid)
    await renewOffers(ann, bob)
    expect(bob.countAlerts(ALERT)).toBe(MAX_ATTEMPTS)
    expect(bob.viewOf(ann)?.link).toBe('none')
    expect(ann.isLinkedTo(cid)).toBe(true)
  })

  it('is caught by the caller where it alters answers, and that one tires as well (S5)', async () => {
    const ann = await bench.inCall('Ann')
    ann.wire.alterFact = (fact) =>
      fact.name === 'offer:answered'
        ? [{ ...fact, fact: { ...fact.fact, description: damage(fact.fact.description) } }]
        : [fact]
    const bob = await bench.inLobby('Bob')
    bob.session.enterCall()
    // Bob waits for a link that never comes up, and then takes Ann's next offer.
    await bench.until(
      () => ann.wire.facts.filter(({ name }) => name === 'offer:answered').length > MAX_ATTEMPTS,
    )
    await bench.pass(1_000)
    expect(ann.countAlerts(ALERT)).toBe(MAX_ATTEMPTS)
    expect(ann.viewOf(bob)?.link).toBe('none')
    expect(ann.connectedConnections).toHaveLength(0)
    const cid = await bench.inLobby('Cid')
    ann.wire.alterFact = (fact) => [fact]
    cid.session.enterCall()
    await bench.untilLinked(ann, cid)
  })

  it('is caught with a link message after the link is up: it closes, and is made anew (S5)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    const damaged = bob.wire.facts.find((fact) => fact.name === 'link:signal')
    if (damaged?.name !== 'link:signal') throw new Error('Ann says hello by the server')
    const [link] = bob.connectedConnections
    bob.wire.state(damaged)
    await bench.until(() => bob.countAlerts(ALERT) === 1 && !bob.isLinkedTo(ann))
    await bench.untilLinked(ann, bob)
    expect(link?.connectionState).toBe('closed')
    expect(bob.connectedConnections).toHaveLength(1)
  })

  it('cannot pass a profile off as somebody else’s (S2)', async () => {
    const [ann, cid] = [await bench.inLobby('Ann'), await bench.inLobby('Cid')]
    const bob = bench.person('Bob')
    bob.wire.alterAnswer('room:join', (answer) => {
      const { participants } = answer.snapshot
      const profile = participants.find(({ id }) => id === cid.id)?.profile ?? ''
      return {
        ...answer,
        snapshot: {
          ...answer.snapshot,
          participants: participants.map((one) => (one.id === ann.id ? { ...one, profile } : one)),
        },
      }
    })
    await bench.until(() => bob.viewOf(cid)?.name === 'Cid')
    expect(bob.state.participants.map(({ id }) => id)).toEqual([cid.id])
  })
})
