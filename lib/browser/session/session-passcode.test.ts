import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

const PASSCODE = 'open sesame'

describe.each([
  ['a bare room', '', 'bare'],
  ['a keyed room', toKeyFragment(createRoomKey()), 'sealed'],
])('the passcode of %s', SESSION_TEST, (_, fragment, privacyWithout) => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment })
  })
  afterEach(() => bench.close())

  it('is taken over by those linked, asked of everybody else, and forgotten when it is removed (H7, S7)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    const dan = await bench.inLobby('Dan')
    const links = [...bob.connectedConnections]
    await ann.room.passcode.set(PASSCODE)
    await bench.until(() => dan.state.phase === 'passcode')
    expect(dan.state.refusal).toBeNull()

    const eve = bench.person('Eve', { wishes: { shouldJoin: true } })
    await bench.until(() => eve.state.phase === 'passcode')
    await Promise.all([dan.room.door.submitPasscode(PASSCODE), eve.room.door.submitPasscode(`${PASSCODE}!`)])
    await bench.until(() => eve.state.refusal === 'passcode-wrong' && dan.state.phase === 'lobby')
    expect(ann.viewOf(eve)).toBeUndefined()
    await eve.room.door.submitPasscode(PASSCODE)
    await bench.untilLinked(ann, bob, eve)
    expect([ann, bob, dan, eve].map(({ state }) => state.privacy)).toEqual(Array(4).fill('sealed'))
    expect(bob.connectedConnections).toEqual(expect.arrayContaining(links))

    await ann.room.passcode.set(null)
    // Right away: as if Dan had pressed the button while the news was under way.
    dan.session.enterCall()
    const fay = await bench.inCall('Fay')
    await bench.untilLinked(ann, bob, dan, eve, fay)
    expect([ann, bob, dan, eve, fay].map(({ state }) => state.privacy)).toEqual(Array(5).fill(privacyWithout))
    expect([ann, bob, dan, eve, fay].map((one) => one.countAlerts('signaling-tampered'))).toEqual([
      0, 0, 0, 0, 0,
    ])
  })

  it('is asked of who was away when it was set, and forgotten by who was away when it was removed (H5)', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inLobby('Bob')]
    const cut = async () => {
      bob.wire.cut()
      await bench.until(() => ann.viewOf(bob)?.isAway === true)
    }
    await cut()
    await ann.room.passcode.set(PASSCODE)
    bob.wire.mend()
    await bench.until(() => bob.state.phase === 'passcode')
    await bob.room.door.submitPasscode(PASSCODE)
    await bench.until(() => bob.state.phase === 'lobby' && bob.state.offers.length === 1)

    await cut()
    await ann.room.passcode.set(null)
    bob.wire.mend()
    await bench.until(() => bob.state.signaling === 'online' && bob.state.privacy === privacyWithout)
    bob.session.enterCall()
    await bench.untilLinked(ann, bob)
  })

  it('is set by hosts alone, also from the lobby, and who sets it is not asked for it (H4)', async () => {
    const [ann, bob] = [await bench.inLobby('Ann'), await bench.inLobby('Bob')]
    await bob.room.passcode.set('of my own')
    expect(bob.countAlerts('not-host')).toBe(1)
    await ann.room.passcode.set(PASSCODE)
    await bench.until(() => bob.state.phase === 'passcode')
    await bench.until(() => ann.state.settings?.hasPasscode === true)
    await bench.pass(1_000)
    expect(ann.state.phase).toBe('lobby')
    expect(ann.wire.countAsked('room:leave')).toBe(0)
    await bob.room.door.submitPasscode(PASSCODE)
    await bench.until(() => bob.state.phase === 'lobby' && bob.viewOf(ann)?.name === 'Ann')
  })
})
