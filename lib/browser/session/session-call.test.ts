import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])('a call in %s', SESSION_TEST, (_, fragment) => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment })
  })
  afterEach(() => bench.close())

  it('links two who call and answer, with one safety code (L1, S8)', async () => {
    const ann = await bench.inCall('Ann')
    const bob = await bench.inLobby('Bob')
    await bench.until(() => bob.state.offers.some(({ name }) => name === 'Ann'))
    bob.session.enterCall(ann.id)
    await bench.untilLinked(ann, bob)

    expect(ann.viewOf(bob)?.safetyCode).toEqual(bob.viewOf(ann)?.safetyCode)
    expect(ann.viewOf(bob)).toMatchObject({ name: 'Bob', isMicrophoneOn: true, isCameraOn: true })
    expect(bob.viewOf(ann)).toMatchObject({ name: 'Ann', isMicrophoneOn: true, isCameraOn: true })
    expect(ann.viewOf(bob)?.stream?.getTracks()).toHaveLength(2)
  })

  it('shows the call once the answer has left and a candidate was found: drawing would hold both up', async () => {
    const ann = await bench.inCall('Ann')
    const bob = await bench.inLobby('Bob')
    await bench.until(() => bob.state.offers.some(({ name }) => name === 'Ann'))
    bob.session.enterCall(ann.id)
    await bench.until(() => bob.state.phase === 'call')
    expect(bob.wire.countAsked('offer:answer')).toBe(1)
    const described = bob.openConnections.map(({ localDescription }) => localDescription?.sdp ?? '')
    expect(described.filter((sdp) => sdp.includes('typ host'))).not.toEqual([])
    await bench.untilLinked(ann, bob)
  })

  it('links two who call at the same moment once (L2)', async () => {
    const [ann, bob] = [await bench.inLobby('Ann'), await bench.inLobby('Bob')]
    ann.session.enterCall()
    bob.session.enterCall()
    await bench.untilLinked(ann, bob)

    const answers = [ann, bob].map(({ wire }) => wire.countAsked('offer:answer'))
    expect(answers.toSorted()).toEqual([0, 1])
    expect(ann.viewOf(bob)?.safetyCode).toEqual(bob.viewOf(ann)?.safetyCode)
  })

  it('links three by three links (L1)', async () => {
    const ann = await bench.inCall('Ann')
    const bob = await bench.inCall('Bob')
    const cid = await bench.inCall('Cid')
    await bench.untilLinked(ann, bob, cid)

    for (const person of [ann, bob, cid]) expect(person.connectedConnections).toHaveLength(2)
    expect(bob.viewOf(cid)?.safetyCode).toEqual(cid.viewOf(bob)?.safetyCode)
    expect(bob.viewOf(cid)?.safetyCode).not.toEqual(bob.viewOf(ann)?.safetyCode)
  })

  it('ends the link of who hangs up, and their devices (J13)', async () => {
    const [ann, bob, cid] = [await bench.inCall('Ann'), await bench.inCall('Bob'), await bench.inCall('Cid')]
    void bob.session.hangUp()
    await bench.until(() => ann.viewOf(bob) === undefined && cid.viewOf(bob) === undefined)

    expect(bob.state.phase).toBe('left')
    expect(bob.openConnections).toHaveLength(0)
    expect(bob.devices.liveTracks()).toHaveLength(0)
    expect(ann.isLinkedTo(cid)).toBe(true)
    expect(ann.connectedConnections).toHaveLength(1)
    expect(ann.noticeCodes).toContain('left')
  })

  it('tells the caller alone that somebody declined (O7)', async () => {
    const ann = await bench.inCall('Ann')
    const [bob, cid] = [await bench.inLobby('Bob'), await bench.inLobby('Cid')]
    await bench.until(() => bob.state.offers.length === 1 && cid.state.offers.length === 1)
    bob.room.decline(ann.id)
    await bench.until(() => ann.noticeCodes.includes('declined'))

    await bench.until(() => bob.state.offers.length === 0)
    expect(ann.state.notices).toMatchObject([{ level: 'status', values: { name: 'Bob' } }])
    expect(cid.state.offers).toMatchObject([{ participantId: ann.id }])
    cid.session.enterCall(ann.id)
    await bench.untilLinked(ann, cid)
  })

  it('carries a new name and a muted microphone to those linked and to the lobby (J14)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    const cid = await bench.inLobby('Cid')
    ann.session.setName('Anna')
    ann.session.media.toggleMicrophone()
    const hasHeard = (person: typeof bob) => {
      const view = person.viewOf(ann)
      return view?.name === 'Anna' && !view.isMicrophoneOn
    }
    await bench.until(() => hasHeard(bob) && hasHeard(cid))
    expect(bob.noticeCodes).toContain('muted')
  })

  it('takes a page that goes away out of the call at once, and out of the room soon after (J11)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    bob.hidePage()
    await bench.until(() => ann.viewOf(bob)?.link === 'none')

    expect(bob.devices.liveTracks()).toHaveLength(0)
    expect(bob.openConnections).toHaveLength(0)
    await bench.until(() => ann.viewOf(bob)?.isAway === true)
    bench.server.clock.advance(5_000)
    await bench.until(() => ann.viewOf(bob) === undefined)
  })

  it('comes back into the call after a refresh, as the same participant with the same choices (J7)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    bob.session.media.toggleCamera()
    await bench.until(() => ann.viewOf(bob)?.isCameraOn === false)
    bob.hidePage()
    const { localStorage, sessionStorage } = bob
    const refreshed = await bench.inLobby('Bob', { localStorage, sessionStorage })
    await bench.untilLinked(ann, refreshed)

    expect(refreshed.id).toBe(bob.id)
    expect(refreshed.state.phase).toBe('call')
    expect(ann.viewOf(refreshed)).toMatchObject({ isCameraOn: false, isMicrophoneOn: true, isAway: false })
    expect(ann.state.participants).toHaveLength(1)
  })

  it('ends the stay of the page before where the tab is open twice (J7)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    const { localStorage, sessionStorage } = bob
    const newer = await bench.inLobby('Bob', { localStorage, sessionStorage })
    await bench.untilLinked(ann, newer)
    await bench.until(() => bob.state.phase === 'superseded')
    expect(bob.devices.liveTracks()).toHaveLength(0)
    expect(bob.openConnections).toHaveLength(0)
  })
})
