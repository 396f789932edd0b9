import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])('what a host does in %s', SESSION_TEST, (_, fragment) => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment })
  })
  afterEach(() => bench.close())

  it('switches the microphone of whom they mute off, and only they take it back (H9)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    await bench.until(() => bob.state.media.microphone.isOn)
    const sent = () => bob.session.media.devices.getTracks().audio?.enabled ?? false
    expect(sent()).toBe(true)

    ann.room.moderation.muteParticipant(bob.id, true)
    await bench.until(() => bob.state.isMutedByHost && ann.viewOf(bob)?.isMicrophoneOn === false)
    expect(ann.viewOf(bob)?.isMuted).toBe(true)
    expect(bob.state.media.microphone.isOn).toBe(false)
    expect(bob.countAlerts('muted-by-host')).toBe(1)
    bob.session.media.toggleMicrophone()
    expect(bob.countAlerts('muted-by-host')).toBe(2)
    bob.session.media.devices.retry()
    await bench.pass(1_000)
    expect(sent()).toBe(false)

    ann.room.moderation.muteParticipant(bob.id, false)
    await bench.until(() => !bob.state.isMutedByHost && bob.noticeCodes.includes('unmuted-by-host'))
    expect(sent()).toBe(false)
    bob.session.media.toggleMicrophone()
    await bench.until(() => ann.viewOf(bob)?.isMicrophoneOn === true)
    expect(sent()).toBe(true)
  })

  it('mutes over a refresh (H9)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    ann.room.moderation.muteParticipant(bob.id, true)
    await bench.until(() => bob.state.isMutedByHost)
    bob.hidePage()
    const { localStorage, sessionStorage } = bob
    const refreshed = await bench.inLobby('Bob', { localStorage, sessionStorage })
    await bench.untilLinked(ann, refreshed)
    await bench.until(() => refreshed.state.isMutedByHost)
    expect(refreshed.session.media.devices.getTracks().audio?.enabled ?? false).toBe(false)
    expect(ann.viewOf(refreshed)).toMatchObject({ isMuted: true, isMicrophoneOn: false })
  })

  it('tells whom they make a host so, and whom they make one no longer (H2)', async () => {
    const [ann, bob] = [await bench.inLobby('Ann'), await bench.inLobby('Bob')]
    ann.room.moderation.setHost(bob.id, true)
    await bench.until(() => bob.state.isHost && bob.noticeCodes.includes('host-granted'))
    ann.room.moderation.setHost(bob.id, false)
    await bench.until(() => !bob.state.isHost && bob.noticeCodes.includes('host-revoked'))
    expect(ann.noticeCodes).not.toContain('host-granted')
    expect(ann.noticeCodes).not.toContain('host-revoked')
  })

  it('puts somebody out: their devices are released, and nobody keeps a link to them (H8)', async () => {
    const [ann, bob, cid] = [await bench.inCall('Ann'), await bench.inCall('Bob'), await bench.inCall('Cid')]
    ann.room.moderation.removeParticipant(bob.id)
    await bench.until(() => bob.state.phase === 'left')
    expect(bob.state.endedBy).toBe('removal')
    expect(bob.devices.liveTracks()).toHaveLength(0)
    expect(bob.openConnections).toHaveLength(0)
    await bench.until(() => ann.viewOf(bob) === undefined && cid.viewOf(bob) === undefined)
    expect(ann.connectedConnections).toHaveLength(1)
    expect(cid.connectedConnections).toHaveLength(1)

    const again = bench.person('Bob', { localStorage: bob.localStorage })
    await bench.until(() => again.state.phase === 'refused')
    expect(again.state.refusal).toBe('removed')
  })

  it('closes the links to whom they put out although that one keeps theirs (H8)', async () => {
    const [ann, bob, cid] = [await bench.inCall('Ann'), await bench.inCall('Bob'), await bench.inCall('Cid')]
    bob.wire.alterFact = () => []
    bob.wire.alterRequest = () => ({})
    ann.room.moderation.removeParticipant(bob.id)
    await bench.until(() => ann.viewOf(bob) === undefined && cid.viewOf(bob) === undefined)
    expect(ann.connectedConnections).toHaveLength(1)
    expect(cid.connectedConnections).toHaveLength(1)
  })

  it('puts somebody out of the lobby (H8)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inLobby('Bob')]
    ann.room.moderation.removeParticipant(bob.id)
    await bench.until(() => bob.state.phase === 'left')
    expect(bob.state.endedBy).toBe('removal')
    expect(bob.devices.liveTracks()).toHaveLength(0)
  })

  it('ends the call for all, themselves included (H10)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    const cid = await bench.inLobby('Cid')
    ann.room.moderation.endCall()
    await bench.until(() => [ann, bob].every(({ state }) => state.phase === 'left'))
    await bench.until(() => cid.state.participants.length === 0)

    expect([ann.state.endedBy, bob.state.endedBy]).toEqual(['self', 'host'])
    for (const person of [ann, bob]) {
      expect(person.openConnections).toHaveLength(0)
      expect(person.devices.liveTracks()).toHaveLength(0)
    }
    expect(cid.state.phase).toBe('lobby')
    expect(cid.state.offers).toEqual([])
  })

  it('is refused to who is none, and says so (H4)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    bob.room.moderation.muteParticipant(ann.id, true)
    await bench.until(() => bob.countAlerts('not-host') === 1)
    expect(ann.state.isMutedByHost).toBe(false)
    ann.room.moderation.setHost(bob.id, true)
    await bench.until(() => bob.state.isHost)
    bob.room.moderation.muteParticipant(ann.id, true)
    await bench.until(() => ann.state.isMutedByHost)
  })
})
