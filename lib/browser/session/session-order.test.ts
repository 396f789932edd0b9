import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

/** By polling, an answer and what the server stated right after it arrive in one response. */
describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])(
  'what arrives together in %s is taken in the order in which it was sent (B6)',
  SESSION_TEST,
  (_, fragment) => {
    let bench: SessionBench

    beforeEach(async () => {
      bench = await SessionBench.open({ fragment })
    })
    afterEach(() => bench.close())

    it('who came right after one had joined is there', async () => {
      const ann = await bench.inLobby('Ann')
      const bob = bench.person('Bob')
      bob.wire.holdArrivals()
      await bench.until(() => ann.state.participants.some(({ name }) => name === 'Bob'))
      const cid = await bench.inLobby('Cid')
      await bench.until(() => bob.wire.facts.some(({ name }) => name === 'participant:joined'))
      bob.wire.releaseArrivals()
      // Both, and not first the one: what opens a little later may be drawn a little later.
      await bench.until(() => bob.viewOf(ann)?.name === 'Ann' && bob.viewOf(cid)?.name === 'Cid')
    })

    it('what a caller says right after one has answered comes after what lay on the server', async () => {
      const ann = await bench.inCall('Ann')
      const bob = await bench.inLobby('Bob')
      await bench.until(() => bob.state.offers.length === 1)
      bob.wire.holdArrivals()
      bob.session.enterCall(ann.id)
      await bench.until(() => bob.wire.facts.some(({ name }) => name === 'link:signal'))
      bob.wire.releaseArrivals()
      await bench.untilLinked(ann, bob)
      expect(bob.countAlerts('signaling-tampered')).toBe(0)
      expect(bob.wire.countAsked('offer:answer')).toBe(1)
    })

    it('who answered an offer in the moment of its renewal is linked by it (O4)', async () => {
      const ann = await bench.inCall('Ann')
      await bench.pass(1_000)
      const bob = await bench.inLobby('Bob')
      await bench.until(() => bob.state.offers.length === 1)
      ann.wire.holdArrivals()
      bob.session.enterCall(ann.id)
      await bench.until(() => ann.wire.facts.some(({ name }) => name === 'offer:answered'))
      ann.room.noteNetworkChange()
      ann.wire.releaseArrivals()
      await bench.untilLinked(ann, bob)
      expect(bob.wire.countAsked('offer:answer')).toBe(1)
      await bench.pass(3_000)
      // The link, and each one's next standing offer.
      expect([ann.openConnections.length, bob.openConnections.length]).toEqual([2, 2])
    })
  },
)
