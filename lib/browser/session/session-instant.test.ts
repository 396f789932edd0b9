import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import type { NamedFact } from '@/lib/protocol/facts'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'
import type { TestPerson } from '@/lib/testing/session-person'

/** What a page sends on the connections that are up. */
const sentTracks = ({ connectedConnections }: TestPerson) =>
  connectedConnections.flatMap((connection) =>
    connection.getTransceivers().flatMap(({ sender }) => (sender.track === null ? [] : [sender.track.kind])),
  )

/** What a server passes on that hides the answer. */
const withoutAnswer = (named: NamedFact): NamedFact[] =>
  named.name === 'link:answered' || named.name === 'participant:updated' ? [] : [named]

describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])('instant answers in %s', SESSION_TEST, (_, fragment) => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment, server: { isInstantAnswerOn: true }, isPreparing: true })
  })
  afterEach(() => bench.close())

  const ring = (...names: readonly string[]) =>
    bench.ring(({ connectedConnections }) => connectedConnections.length, ...names)

  it('P3 makes the link while the offer rings, with nothing on it and nothing to see (P5)', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid')
    for (const person of waiting) {
      expect(person.state.phase).toBe('lobby')
      expect(person.viewOf(ann)).toMatchObject({ link: 'none', stream: null })
      expect(ann.viewOf(person)).toMatchObject({ isInCall: false, link: 'none', stream: null })
      expect(person.wire.countAsked('link:answer') + person.wire.countAsked('offer:answer')).toBe(0)
    }
    expect([ann, ...waiting].flatMap(sentTracks)).toEqual([])
    expect(ann.noticeCodes).toEqual([])
  })

  it('P4 answers by it: the tracks are attached, and no offer is claimed', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      const links = [...bob.connectedConnections]
      bob.session.enterCall(ann.id)
      await bench.untilLinked(ann, bob)
      expect(bob.wire.countAsked('offer:answer')).toBe(0)
      expect(bob.connectedConnections).toEqual(links)
      expect([sentTracks(ann), sentTracks(bob)]).toEqual([
        ['audio', 'video'],
        ['audio', 'video'],
      ])
      expect(ann.viewOf(bob)).toMatchObject({ name: 'Bob', isMicrophoneOn: true, isCameraOn: true })
      expect(ann.viewOf(bob)?.safetyCode).toEqual(bob.viewOf(ann)?.safetyCode)
    }
  })

  it('P4 lets two who wait answer one after the other, and links them too', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid')
    for (const person of waiting) person.session.enterCall(ann.id)
    await bench.untilLinked(ann, ...waiting)
    for (const person of [ann, ...waiting]) expect(person.connectedConnections).toHaveLength(2)
  })

  it('P4 sends nothing of the caller to somebody who is not shown, and shows whoever answers by their own word over the link', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      ann.wire.holdArrivals()
      bob.session.enterCall(ann.id)
      await bench.until(() => sentTracks(ann).length === 2)
      await bench.until(() => ann.viewOf(bob)?.isInCall === true)
      ann.wire.releaseArrivals()
      await bench.untilLinked(ann, bob)
      await bob.session.hangUp()
      await bench.until(() => ann.viewOf(bob)?.isInCall !== true)
    }
  })

  it('P4 learns from the server to which stay a link belongs that was answered by word', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      ann.wire.holdArrivals()
      bob.session.enterCall(ann.id)
      await bench.until(() => ann.viewOf(bob)?.isInCall === true)
      expect(ann.room.links.facts()).toMatchObject([{ participantId: bob.id, callOrder: null }])
      ann.wire.releaseArrivals()
      await bench.until(() => ann.room.links.facts().every(({ callOrder }) => callOrder !== null))
      await bench.untilLinked(ann, bob)
    }
  })

  it('P4 holds where the server keeps the answer to itself', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      ann.wire.alterFact = withoutAnswer
      bob.session.enterCall(ann.id)
      await bench.untilLinked(ann, bob)
      await bench.pass(11_000)
      expect([bob.isLinkedTo(ann), ann.isLinkedTo(bob)]).toEqual([true, true])
      expect(bob.noticeCodes).not.toContain('never-answered')
    }
  })

  it('P6 says so where the caller hears of the answer by neither way', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      ann.wire.alterFact = withoutAnswer
      bench.network.isLosingData = true
      bob.session.enterCall(ann.id)
      await bench.until(() => bob.state.phase === 'call' && bob.connectedConnections.length === 1)
      await bench.pass(11_000)
      expect(bob.noticeCodes).toContain('never-answered')
      expect(sentTracks(ann)).toEqual([])
    }
  })

  it('P4 P6 that crosses the hang-up of the caller leaves nothing behind', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      bob.wire.holdArrivals()
      void ann.session.hangUp()
      await bench.until(() => ann.openConnections.length === 0)
      bob.session.enterCall(ann.id)
      bob.wire.releaseArrivals()
      await bench.until(() => bob.viewOf(ann) === undefined && bob.connectedConnections.length === 0)
      expect(bob.state.phase).toBe('call')
    }
  })

  it('P6 ends with a decline, with who waits, and with the caller', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid', 'Dan')
    const [bob, cid, dan] = waiting
    bob?.room.decline(ann.id)
    await bench.until(() => bob?.openConnections.length === 0 && ann.connectedConnections.length === 2)
    cid?.session.close()
    await bench.until(() => ann.connectedConnections.length === 1)
    void ann.session.hangUp()
    await bench.until(() => dan?.openConnections.length === 0 && dan.state.offers.length === 0)
    expect(ann.openConnections).toHaveLength(0)
  })

  it('P4 answers while the standing offer is somebody else’s already', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid')
    const [bob, cid] = waiting
    if (bob === undefined || cid === undefined) throw new Error('Two wait')
    // Ann's next offer waits for the link that is being set up.
    cid.room.links.prepared.closeAll()
    cid.session.enterCall(ann.id)
    await bench.until(() => cid.wire.countAsked('offer:answer') === 1)
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob, cid)
    expect(bob.wire.countAsked('link:answer')).toBe(1)
  })

  it('P1 makes no link at a door where one knocks, and ends those there are', async () => {
    const { ann, waiting } = await ring('Bob')
    ann.room.moderation.configure({ door: 'knock' })
    await bench.until(() => ann.connectedConnections.length === 0)
    for (const bob of waiting) {
      await bench.until(() => bob.openConnections.length === 0)
      bob.session.enterCall(ann.id)
      await bench.untilLinked(ann, bob)
      expect(bob.wire.countAsked('offer:answer')).toBe(1)
    }
  })

  it('P1 connects nobody who hides the address before they answer', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const hiding of waiting) {
      hiding.session.setAddressHidden(true)
      await bench.until(() => hiding.state.isAddressHidden && hiding.connectedConnections.length === 0)
      await bench.until(() => ann.connectedConnections.length === 0)
      await bench.pass(20_000)
      expect([...hiding.connectedConnections, ...ann.connectedConnections]).toEqual([])
      // What lacks no more than a path is there instead (P7).
      expect(hiding.openConnections.map(({ signalingState }) => signalingState)).toEqual(['stable'])
    }
  })

  it('P1 connects nobody to a caller who hides the address before they answer', async () => {
    const { ann, waiting } = await ring('Bob')
    for (const bob of waiting) {
      ann.session.setAddressHidden(true)
      await bench.until(() => ann.connectedConnections.length + bob.connectedConnections.length === 0)
      await bench.pass(20_000)
      expect([...bob.connectedConnections, ...ann.connectedConnections]).toEqual([])
    }
  })

  it('P7 holds a link to a caller who hides the address, and answers by it', async () => {
    const ann = await bench.inCall('Ann')
    ann.session.setAddressHidden(true)
    await bench.until(() => ann.state.isAddressHidden)
    const bob = await bench.inLobby('Bob')
    const described = () =>
      [ann, bob].map((one) => one.openConnections.filter((link) => link.currentRemoteDescription !== null))
    await bench.until(() => described().every((links) => links.length === 1))
    await bench.pass(20_000)
    expect([...bob.connectedConnections, ...ann.connectedConnections]).toEqual([])
    const held = described()
    // The first, which was to be connected, was refused.
    expect(bob.connections).toHaveLength(2)
    bob.session.enterCall(ann.id)
    await bench.until(() => ann.viewOf(bob)?.isInCall === true)
    // There is no relay here, by which alone they could be linked.
    ann.session.setAddressHidden(false)
    await bench.untilLinked(ann, bob)
    expect([ann, bob].map((one) => one.connectedConnections)).toEqual(held)
    expect(bob.wire.countAsked('offer:answer')).toBe(0)
  })

  it('S5 refuses what was altered on the way', async () => {
    const ann = await bench.inCall('Ann')
    ann.wire.alterFact = (named) =>
      named.name === 'link:prepared' ? [{ ...named, fact: { ...named.fact, payload: 'altered' } }] : [named]
    const bob = await bench.inLobby('Bob')
    await bench.until(() => bob.wire.countAsked('link:prepare') > 0)
    await bench.pass(500)
    expect(ann.connectedConnections).toHaveLength(0)
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('offer:answer')).toBe(1)
  })
})
