import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'
import type { TestPerson } from '@/lib/testing/session-person'

const textsOf = ({ state }: TestPerson) => state.chat.entries.map(({ text }) => text)

describe.each([
  ['a bare room', ''],
  ['a keyed room', toKeyFragment(createRoomKey())],
])('words in %s', SESSION_TEST, (_, fragment) => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment })
  })
  afterEach(() => bench.close())

  it('C1, C5: go over the links, and are told to who comes later', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    expect(await ann.room.exchange.postChat('hello')).toBeNull()
    await bench.until(() => textsOf(bob).length === 1)
    expect(await bob.room.exchange.postChat('hello yourself')).toBeNull()
    await bench.until(() => textsOf(ann).length === 2)
    expect(bob.state.chat).toMatchObject({ unread: 1 })

    const cid = await bench.inCall('Cid')
    await bench.until(() => textsOf(cid).length === 2)
    expect(textsOf(cid)).toEqual(['hello', 'hello yourself'])
    expect(cid.state.chat.entries.every(({ isToldByOthers }) => isToldByOthers)).toBe(true)
    expect(await cid.room.exchange.postChat('now me')).toBeNull()
    await bench.until(() => [ann, bob].every((one) => textsOf(one).length === 3))
    expect(ann.state.chat.entries.at(-1)).toMatchObject({ authorName: 'Cid', isOwn: false })
  })

  it('C8: pass the server while a channel is not to be had, sealed where the room has a key', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    const signals = ann.wire.countAsked('link:signal')
    const channel = ann.connectedConnections[0]?.channel(2)
    if (channel === undefined) throw new Error('no channel for words')
    channel.readyState = 'closed'
    expect(await ann.room.exchange.postChat('by the server')).toBeNull()
    await bench.until(() => textsOf(bob).includes('by the server'))
    expect(ann.wire.countAsked('link:signal')).toBeGreaterThan(signals)
    expect(bob.countAlerts('signaling-tampered')).toBe(0)
  })

  it('C10: hands are in one order on every screen, over a refresh too, and a host may lower them', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    bob.session.toggleHand()
    await bench.until(() => ann.viewOf(bob)?.handRaisedAt != null)
    ann.session.toggleHand()
    await bench.until(() => bob.viewOf(ann)?.handRaisedAt != null)
    const raisedAt = bob.state.handRaisedAt
    expect(Number(ann.state.handRaisedAt)).toBeGreaterThan(Number(raisedAt))
    expect(ann.noticeCodes).toContain('hand-raised')

    bob.hidePage()
    const { localStorage, sessionStorage } = bob
    const again = await bench.inLobby('Bob', { localStorage, sessionStorage })
    await bench.untilLinked(ann, again)
    await bench.until(() => ann.viewOf(again)?.handRaisedAt === raisedAt)

    again.room.hands.lower(ann.id)
    ann.room.hands.lower(again.id)
    await bench.until(() => again.state.handRaisedAt === null)
    await bench.until(() => ann.viewOf(again)?.handRaisedAt === null)
    expect(ann.state.handRaisedAt).not.toBeNull()
  })

  it('C9: a reaction is seen by everybody for a moment', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    await ann.room.exchange.react('🎉')
    await bench.until(() => bob.state.reactions.length === 1)
    expect(bob.state.reactions).toMatchObject([{ participantId: ann.id, reaction: '🎉' }])
    expect(ann.state.reactions).toMatchObject([{ participantId: ann.id, reaction: '🎉' }])
    await bench.until(() => bob.state.reactions.length === 0)
  })
})
