import { afterEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

const KEYED = toKeyFragment(createRoomKey())
const OTHER_KEY = toKeyFragment(createRoomKey())
const KINDS = [
  ['a bare room', ''],
  ['a keyed room', KEYED],
] as const

let bench: SessionBench
const open = async (fragment: string) => {
  bench = await SessionBench.open({ fragment })
}
afterEach(() => bench.close())

/** Ann in the call, behind a door that asks; Bob before it, and she knows that he has knocked. */
async function openWithKnock(fragment: string) {
  await open(fragment)
  const ann = await bench.inCall('Ann')
  ann.room.moderation.configure({ door: 'knock' })
  const bob = bench.person('Bob')
  await bench.until(() => bob.state.phase === 'knocking')
  bob.room.door.knock()
  await bench.until(() => ann.state.knocks.length === 1)
  return { ann, bob }
}

describe('a link that does not fit the room', SESSION_TEST, () => {
  it.each([
    ['another key', KEYED, OTHER_KEY, 'key-wrong'],
    ['none where the room has one', KEYED, '', 'key-required'],
    ['one where the room has none', '', KEYED, 'key-wrong'],
  ])('is refused before anybody is told: %s (H12)', async (_, ofRoom, ofStranger, code) => {
    await open(ofRoom)
    const ann = await bench.inCall('Ann')
    const stranger = bench.person('Stranger', { fragment: ofStranger, wishes: { shouldJoin: true } })
    await bench.until(() => stranger.state.phase === 'refused')

    expect(stranger.state.refusal).toBe(code)
    expect(stranger.state.participants).toEqual([])
    ann.session.setName('Anna')
    await bench.inLobby('Bob')
    expect(ann.state.participants.map(({ name }) => name)).toEqual(['Bob'])
    expect(ann.wire.facts.filter(({ name }) => name === 'participant:joined')).toHaveLength(1)
  })

  it('is noticed by the page itself where the server does not compare (S5)', async () => {
    await open(KEYED)
    const ann = bench.person('Ann')
    ann.wire.alterRequest = withoutKeyId
    await bench.until(() => ann.state.settings !== null)
    const stranger = bench.person('Stranger', { fragment: OTHER_KEY, wishes: { shouldJoin: true } })
    stranger.wire.alterRequest = withoutKeyId
    await bench.until(() => stranger.state.phase === 'refused')

    expect(stranger.state.refusal).toBe('key-wrong')
    expect(stranger.connections).toHaveLength(0)
    await bench.until(() => ann.wire.facts.some(({ name }) => name === 'participant:left'))
    await bench.until(() => ann.state.participants.length === 0)
  })

  it('is not tried at all where the key is damaged', async () => {
    await open(KEYED)
    const bob = bench.person('Bob', { fragment: KEYED.slice(0, -1) })
    await bench.until(() => bob.state.phase === 'refused')
    await bench.pass(1_000)
    expect(bob.state.refusal).toBe('key-damaged')
    expect(bob.wire.asked).toEqual([])
    expect(bob.devices.requests).toEqual([])
  })
})

it.each(KINDS)(
  'an insecure origin is refused before anything is asked: %s',
  SESSION_TEST,
  async (_, fragment) => {
    await open(fragment)
    const bob = bench.person('Bob', { isSecure: false })
    await bench.until(() => bob.state.phase === 'refused')
    await bench.pass(1_000)
    expect(bob.state.refusal).toBe('insecure-origin')
    expect(bob.wire.asked).toEqual([])
    expect(bob.devices.requests).toEqual([])
  },
)

describe.each(KINDS)('the door of %s', SESSION_TEST, (_, fragment) => {
  it('lets in whom a host admits, and asks hosts alone (H6)', async () => {
    await open(fragment)
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    ann.room.moderation.configure({ door: 'knock' })
    await bench.until(() => bob.state.settings?.door === 'knock')
    const cid = bench.person('Cid', { wishes: { shouldJoin: true } })
    await bench.until(() => cid.state.phase === 'knocking')
    expect(cid.state).toMatchObject({ hasKnocked: false, refusal: null })
    expect(ann.state.knocks).toEqual([])

    cid.room.door.knock()
    await bench.until(() => cid.state.hasKnocked && ann.state.knocks.length === 1)
    expect(ann.state.knocks).toEqual([{ participantId: cid.id, name: 'Cid' }])
    expect(bob.state.knocks).toEqual([])

    ann.room.moderation.answerKnock(cid.id, true)
    await bench.untilLinked(ann, bob, cid)
    expect(ann.state.knocks).toEqual([])
  })

  it('keeps out whom a host refuses, and does not ask again by itself (H6)', async () => {
    const { ann, bob } = await openWithKnock(fragment)
    ann.room.moderation.answerKnock(bob.id, false)
    await bench.until(() => bob.state.refusal === 'knock-refused')
    expect(bob.state).toMatchObject({ phase: 'knocking', hasKnocked: false })

    bob.wire.cut()
    bob.wire.mend()
    await bench.until(() => bob.wire.countAsked('room:join') === 2 && bob.state.refusal === null)
    await bench.pass(1_000)
    expect(bob.wire.countAsked('room:knock')).toBe(1)
    expect(ann.state.knocks).toEqual([])
    bob.room.door.knock()
    await bench.until(() => ann.state.knocks.length === 1)
  })

  it('hears of it when somebody stops asking (H6)', async () => {
    const { ann, bob } = await openWithKnock(fragment)
    await bench.until(() => bob.state.hasKnocked)
    bob.room.door.stopKnocking()
    await bench.until(() => ann.state.knocks.length === 0 && !bob.state.hasKnocked)
    await bench.pass(1_000)
    expect(bob.state).toMatchObject({ phase: 'knocking', refusal: null })
    expect(ann.state.knocks).toEqual([])
  })

  it('is asked anew by who waits and loses the socket (H6)', async () => {
    const { ann, bob } = await openWithKnock(fragment)
    bob.wire.cut()
    await bench.until(() => ann.state.knocks.length === 0)
    bob.wire.mend()
    await bench.until(() => ann.state.knocks.length === 1 && bob.state.hasKnocked)
    ann.room.moderation.answerKnock(bob.id, true)
    await bench.until(() => bob.state.phase === 'lobby')
    await bench.until(() => bob.state.offers.some(({ name }) => name === 'Ann'))
  })

  it('admits all who wait when it opens, and lets nobody new in when it is locked (H5, H6)', async () => {
    const { ann, bob } = await openWithKnock(fragment)
    ann.room.moderation.configure({ door: 'open' })
    await bench.until(() => bob.state.phase === 'lobby')
    ann.room.moderation.configure({ door: 'locked' })
    await bench.until(() => bob.state.settings?.door === 'locked')
    const cid = bench.person('Cid')
    await bench.until(() => cid.state.phase === 'refused')
    expect(cid.state.refusal).toBe('room-locked')
  })
})

function withoutKeyId(name: string, request: unknown): unknown {
  return name === 'room:join' && typeof request === 'object' ? { ...request, keyId: undefined } : request
}
