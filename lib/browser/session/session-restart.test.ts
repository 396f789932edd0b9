import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])('a call in %s whose server goes away', SESSION_TEST, (_, fragment) => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment })
  })
  afterEach(() => bench.close())

  it('goes on, and is the same call with a server that has lost its memory (J8)', async () => {
    const [ann, bob, cid] = [await bench.inCall('Ann'), await bench.inCall('Bob'), await bench.inCall('Cid')]
    const people = [ann, bob, cid]
    // Everybody's next standing offer is out, so that what is made from now on would be for the restart.
    await bench.pass(3_000)
    const before = people.map(({ id, connections, connectedConnections }) => {
      return { id, made: connections.length, links: [...connectedConnections] }
    })

    await bench.restartServer(async () => {
      await bench.until(() => people.every(({ state }) => state.signaling === 'offline'))
      await bench.pass(10_000)
      for (const one of people)
        for (const other of people) if (one !== other) expect(one.isLinkedTo(other)).toBe(true)
    })
    await bench.until(() => people.every(({ state }) => state.signaling === 'online'))
    await bench.until(() => people.every(({ state }) => state.participants.every(({ isAway }) => !isAway)))
    await bench.untilLinked(ann, bob, cid)
    await bench.pass(3_000)

    const after = people.map(({ id, connections, connectedConnections }) => {
      return { id, made: connections.length, links: [...connectedConnections] }
    })
    expect(after).toEqual(before)
    expect(people.map(({ state }) => state.isHost)).toEqual([true, false, false])
    const dan = await bench.inCall('Dan')
    expect(dan.connectedConnections).toHaveLength(3)
  })

  it('closes the link to who was removed while one was away from the server (H8)', async () => {
    const [ann, bob, cid] = [await bench.inCall('Ann'), await bench.inCall('Bob'), await bench.inCall('Cid')]
    // Bob's browser takes no part in his removal: nobody tells it, and it keeps its links.
    bob.wire.alterFact = () => []
    bob.wire.cut()
    cid.wire.cut()
    await bench.until(() => ann.viewOf(bob)?.isAway === true && ann.viewOf(cid)?.isAway === true)
    ann.room.moderation.removeParticipant(bob.id)
    await bench.until(() => ann.viewOf(bob) === undefined)
    await bench.pass(3_000)
    expect(cid.isLinkedTo(bob)).toBe(true)

    cid.wire.mend()
    await bench.until(() => cid.viewOf(bob) === undefined)
    expect(cid.connectedConnections).toHaveLength(1)
    expect(cid.isLinkedTo(ann)).toBe(true)
  })

  it('keeps the link to who was only lost by the server (L3)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    bob.wire.cut()
    await bench.until(() => ann.viewOf(bob)?.isAway === true)
    bench.server.clock.advance(31_000)
    await bench.until(() => ann.wire.facts.some(({ name }) => name === 'participant:left'))
    await bench.pass(3_000)
    expect(ann.viewOf(bob)).toMatchObject({ isAway: true, isInCall: true, link: 'connected' })

    const [made, links] = [bob.connections.length, [...bob.connectedConnections]]
    bob.wire.mend()
    await bench.until(() => ann.viewOf(bob)?.isAway === false)
    await bench.pass(3_000)
    expect(bob.connectedConnections).toEqual(links)
    expect(bob.connections).toHaveLength(made)
  })
})
