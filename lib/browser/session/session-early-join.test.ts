import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EarlyJoin } from '@/lib/browser/signaling/early-join'
import { deriveParticipantId } from '@/lib/protocol/ids'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

describe('a join that the page has asked for', SESSION_TEST, () => {
  let bench: SessionBench
  let earlyJoin: EarlyJoin

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment: '' })
    earlyJoin = new EarlyJoin({
      room: bench.room,
      seed: 's'.repeat(22),
      memberKey: 'm'.repeat(22),
      page: 'p'.repeat(22),
      profile: JSON.stringify({ name: 'Bob', revision: 1 }),
    })
  })
  afterEach(() => bench.close())

  const askedJoins = (person: { wire: { asked: readonly { name: string; request: unknown }[] } }) =>
    person.wire.asked.filter(({ name }) => name === 'room:join').map(({ request }) => request)

  it('is asked over another connection, as the same page and participant, where no answer comes', async () => {
    const ann = await bench.inLobby('Ann')
    earlyJoin.isAsked = true
    const bob = bench.person('Bob', { earlyJoin })
    await bench.pass(7_000)
    expect(askedJoins(bob)).toEqual([])
    await bench.until(() => bob.state.phase === 'lobby' && ann.viewOf(bob)?.name === 'Bob')
    const { seed, memberKey, page } = earlyJoin.request
    expect(askedJoins(bob)).toMatchObject([{ seed, memberKey, page }])
    expect(bob.id).toBe(await deriveParticipantId(seed))
  })

  it('is asked at once where the page could not', async () => {
    const bob = await bench.inLobby('Bob', { earlyJoin })
    expect(askedJoins(bob)).toMatchObject([{ page: earlyJoin.request.page }])
  })

  it('is refused as any other', async () => {
    earlyJoin.isAsked = true
    const bob = bench.person('Bob', { earlyJoin })
    earlyJoin.deliver({ ok: false, code: 'room-full' })
    await bench.until(() => bob.state.phase === 'refused')
    expect(bob.state.refusal).toBe('room-full')
    expect(askedJoins(bob)).toEqual([])
  })
})
