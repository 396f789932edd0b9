import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import type { NamedFact } from '@/lib/protocol/facts'
import type { FakePeerConnection } from '@/lib/testing/fake-peer-connection'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'
import type { TestPerson } from '@/lib/testing/session-person'

/** What has been exchanged except for a path. */
const described = ({ openConnections }: TestPerson) =>
  openConnections.filter(
    ({ currentRemoteDescription, connectionState }) =>
      currentRemoteDescription !== null && connectionState !== 'connected',
  )

const sentTracks = (connections: readonly FakePeerConnection[]) =>
  connections.flatMap((connection) => connection.getTransceivers().filter(({ sender }) => sender.track))

/** Of the channel by which two tell each other what is no media. */
const CONTROL_CHANNEL = 0

let bench: SessionBench
afterEach(() => bench.close())

const ring = (...names: readonly string[]) => bench.ring((person) => described(person).length, ...names)

async function ringOne() {
  const { ann, waiting } = await ring('Bob')
  const [bob] = waiting
  if (bob === undefined) throw new Error('One waits')
  return { ann, bob }
}

describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])('held links in %s', SESSION_TEST, (_, fragment) => {
  beforeEach(async () => {
    bench = await SessionBench.open({ fragment, isPreparing: true })
  })

  it('P7 are not connected, however long it rings, and show nothing (P5)', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid')
    await bench.pass(60_000)
    expect([ann, ...waiting].flatMap(({ connectedConnections }) => connectedConnections)).toEqual([])
    expect(described(ann)).toHaveLength(2)
    for (const person of waiting) {
      expect(described(person)).toHaveLength(1)
      expect(person.viewOf(ann)).toMatchObject({ link: 'none', stream: null })
      expect(ann.viewOf(person)).toMatchObject({ isInCall: false, link: 'none', stream: null })
    }
    expect([ann, ...waiting].flatMap(({ noticeCodes }) => noticeCodes)).toEqual([])
  })

  it('P7 come up with the answer, and no offer is claimed', async () => {
    const { ann, bob } = await ringOne()
    const links = [...bob.openConnections]
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('offer:answer')).toBe(0)
    expect(bob.connectedConnections).toEqual(links)
    expect([ann, bob].map((one) => sentTracks(one.connectedConnections).length)).toEqual([2, 2])
    expect(ann.viewOf(bob)).toMatchObject({ name: 'Bob', isMicrophoneOn: true, isCameraOn: true })
    expect(ann.viewOf(bob)?.safetyCode).toEqual(bob.viewOf(ann)?.safetyCode)
  })

  it('P7 let two who wait answer one after the other, and link them too', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid')
    for (const person of waiting) person.session.enterCall(ann.id)
    await bench.untilLinked(ann, ...waiting)
  })

  it('P7 end at both ends with a decline, and with the caller (P6)', async () => {
    const { ann, waiting } = await ring('Bob', 'Cid')
    const [bob, cid] = waiting
    bob?.room.decline(ann.id)
    await bench.until(() => bob?.openConnections.length === 0 && described(ann).length === 1)
    void ann.session.hangUp()
    await bench.until(() => cid?.openConnections.length === 0 && cid.state.offers.length === 0)
    expect(ann.openConnections).toHaveLength(0)
  })

  it('P7 that the caller gave up are made anew', async () => {
    const { ann, bob } = await ringOne()
    const [before] = bob.openConnections
    ann.room.links.prepared.closeAll()
    await bench.until(() => described(bob).length === 1 && described(ann).length === 1)
    expect(bob.openConnections).not.toContain(before)
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('link:answer')).toBe(1)
  })

  it('P6 say so where the caller never hears of the answer', async () => {
    const { ann, bob } = await ringOne()
    const held = described(ann)
    ann.wire.alterFact = (named) =>
      named.name === 'link:answered' || named.name === 'participant:updated' ? [] : [named]
    bob.session.enterCall(ann.id)
    await bench.until(() => bob.noticeCodes.includes('never-answered'))
    expect(held).toHaveLength(1)
    expect(sentTracks(held)).toEqual([])
    expect(ann.viewOf(bob)?.isInCall).toBe(false)
  })

  it('P7 what the caller has found comes through, also where the answer crosses it', async () => {
    const ann = await bench.inCall('Ann')
    const bob = bench.person('Bob')
    const crossing: NamedFact[] = []
    // The first that the caller tells is their answer to the held offer; what follows is their candidates.
    let isAnswered = false
    bob.wire.alterFact = (named) => {
      if (named.name !== 'link:prepared') return [named]
      if (isAnswered) crossing.push(named)
      const passed = isAnswered ? [] : [named]
      isAnswered = true
      return passed
    }
    await bench.until(() => described(bob).length === 1 && crossing.length > 0)
    bob.session.enterCall(ann.id)
    await bench.until(() => bob.wire.countAsked('link:answer') === 1)
    for (const named of crossing) bob.wire.state(named)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('offer:answer')).toBe(0)
    expect(bob.countAlerts('signaling-tampered')).toBe(0)
  })

  it('P7 that the caller ends while it is being answered are not waited for', async () => {
    const { ann, bob } = await ringOne()
    ann.room.links.prepared.closeAll()
    bob.session.enterCall(ann.id)
    await bench.until(() => bob.wire.countAsked('link:answer') === 1)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('offer:answer')).toBe(1)
    expect(bob.noticeCodes).not.toContain('never-answered')
  })

  it('P7 are made anew where the network of either may be another', async () => {
    const { ann, bob } = await ringOne()
    for (const [one, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      const [before] = described(other)
      one.room.noteNetworkChange()
      await bench.until(() => described(other).length === 1 && described(other)[0] !== before)
      await bench.until(() => described(one).length === 1)
    }
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('link:answer')).toBe(1)
  })

  it.each([
    ['caller', 3],
    ['one who waits', 1],
  ] as const)('P7 are given up where the browser of the %s takes them for failed', async (side, attempts) => {
    const { ann, bob } = await ringOne()
    const failing = side === 'caller' ? ann : bob
    let failures = 0
    const failAll = () => {
      for (const connection of described(failing)) {
        failures += 1
        connection.setConnectionState('failed')
      }
    }
    await bench.until(() => {
      failAll()
      return failures === attempts
    })
    await bench.pass(2_000)
    failAll()
    expect(failures).toBe(attempts)
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('offer:answer')).toBe(1)
  })

  it('P7 the word of who waits is not enough, though a changed client can bring the path up', async () => {
    const { ann, bob } = await ringOne()
    const [[atAnn], [atBob]] = [described(ann), described(bob)]
    const candidate = 'candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host'
    for (const connection of [atAnn, atBob]) void connection?.addIceCandidate({ candidate, sdpMid: '1' })
    const control = () => atBob?.channel(CONTROL_CHANNEL)
    await bench.until(() => atAnn?.connectionState === 'connected' && control()?.readyState === 'open')
    control()?.send(JSON.stringify({ kind: 'answer' }))
    await bench.pass(2_000)
    expect(ann.viewOf(bob)).toMatchObject({ isInCall: false, link: 'none', stream: null })
    expect(sentTracks(atAnn === undefined ? [] : [atAnn])).toEqual([])
  })

  it('S5 refuse what was altered on the way', async () => {
    const ann = await bench.inCall('Ann')
    ann.wire.alterFact = (named) =>
      named.name === 'link:prepared' ? [{ ...named, fact: { ...named.fact, payload: 'altered' } }] : [named]
    const bob = await bench.inLobby('Bob')
    await bench.until(() => bob.wire.countAsked('link:prepare') > 0)
    await bench.pass(500)
    expect(described(ann)).toHaveLength(0)
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)
    expect(bob.wire.countAsked('offer:answer')).toBe(1)
  })
})

it('P7 tells nothing of where who waits is before they answer', SESSION_TEST, async () => {
  bench = await SessionBench.open({ fragment: '', isPreparing: true })
  const { ann, bob } = await ringOne()
  await bench.pass(2_000)
  const prepared = () =>
    bob.wire.asked.filter(({ name }) => name === 'link:prepare').map(({ request }) => JSON.stringify(request))
  expect(prepared()).toHaveLength(1)
  expect(prepared().join()).toContain('ice-ufrag')
  expect(prepared().join()).not.toContain('candidate')
  bob.session.enterCall(ann.id)
  await bench.untilLinked(ann, bob)
  const signaled = bob.wire.asked.filter(({ name }) => name === 'link:signal').map(({ request }) => request)
  expect(JSON.stringify(signaled)).toContain('typ host')
})
