import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestName } from '@/lib/protocol/requests'
import { applyCommand } from '@/lib/server/rooms/apply-command'
import { ServerHarness, type TestClient } from '@/lib/testing/server-harness'

/** 256 bits as a passcode's proof. */
const proofOf = (letter: string) => `${letter.repeat(42)}A`

describe('hosts over sockets', () => {
  let server = new ServerHarness()

  beforeEach(async () => {
    server = new ServerHarness()
    await server.listen()
  })

  afterEach(() => server.close())

  async function join(): Promise<{ client: TestClient; participantId: string; token: string }> {
    const client = await server.connect()
    const { participantId, token } = await client.join('room')
    return { client, participantId, token }
  }

  it('H4 B2 refuses to others what only hosts may do, and nothing of the room changes', async () => {
    const [ann, bob] = [await join(), await join()]
    await ann.client.post()
    const before = await server.read('room')
    const about = { participantId: ann.participantId }
    const requests: [RequestName, object][] = [
      ['room:configure', { door: 'locked' }],
      ['participant:remove', about],
      ['participant:mute', { ...about, isMuted: true }],
      ['host:grant', { participantId: bob.participantId }],
      ['host:revoke', about],
      ['call:end', {}],
      ['knock:answer', { ...about, isAdmitted: true }],
    ]
    for (const [name, request] of requests) {
      expect(await bob.client.ask(name, request)).toEqual({ ok: false, code: 'not-host' })
    }
    expect(await server.read('room')).toBe(before)
    await ann.client.request('profile:update', { profile: 'barrier' })
    expect(ann.client.untaken).toEqual(['participant:joined'])
  })

  it('H2 the member key makes a host on another socket; revoked it does no more', async () => {
    const [ann, bob] = [await join(), await join()]
    await ann.client.request('host:grant', { participantId: bob.participantId })
    expect(await bob.client.take('participant:updated')).toMatchObject({
      participant: { id: bob.participantId, isHost: true },
    })
    expect(await bob.client.request('host:revoke', { participantId: ann.participantId })).toEqual({
      ok: true,
    })
    const again = await server.connect()
    const asBob = await again.join('room', { memberKey: bob.client.memberKey })
    const asAnn = await (await server.connect()).join('room', { memberKey: ann.client.memberKey })
    const isHost = ({ snapshot, participantId }: typeof asBob) =>
      snapshot.participants.find(({ id }) => id === participantId)?.isHost
    expect(isHost(asBob)).toBe(true)
    expect(isHost(asAnn)).toBe(false)
  })

  it('H3 two minutes without a host make the one who has been there longest a host', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    await ann.client.request('room:leave', {})
    await bob.client.take('participant:left')
    server.clock.advance(119_999)
    expect(await bob.client.request('call:end', {})).toEqual({ ok: false, code: 'not-host' })
    server.clock.advance(1)
    const { participant } = await cid.client.take('participant:updated')
    expect(participant).toMatchObject({ id: bob.participantId, isHost: true })
    expect(await bob.client.request('call:end', {})).toEqual({ ok: true })
    expect(server.clock.pending).toBe(0)
  })

  it('H8 who is removed is told, cut off, and does not come back', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    await bob.client.post()
    const ended = bob.client.disconnected()
    const target = { participantId: bob.participantId }
    expect(await ann.client.request('participant:remove', target)).toEqual({ ok: true })
    expect(await cid.client.take('participant:left')).toEqual({
      participantId: bob.participantId,
      reason: 'removed',
    })
    expect(await bob.client.take('session:removed')).toEqual({})
    expect(await ended).toBe('io server disconnect')

    const { memberKey, seed, page } = bob.client
    const returns = {
      token: { token: bob.token, page },
      'member key with a fresh seed': { memberKey },
      seed: { seed },
    }
    for (const [way, overrides] of Object.entries(returns)) {
      const again = await server.connect()
      const request = again.describe('room', overrides)
      expect([way, await again.request('room:join', request)]).toEqual([way, { ok: false, code: 'removed' }])
      expect([way, await again.request('room:knock', request)]).toEqual([way, { ok: false, code: 'removed' }])
      expect(await again.request('ice:renew', {})).toEqual({ ok: false, code: 'not-joined' })
    }
    const room = await server.read('room')
    expect(room?.participants.map(({ id }) => id)).toEqual([ann.participantId, cid.participantId])
    expect(room?.offers).toEqual([])
  })

  it('H8 who is removed gets nothing more while its socket is still open, as where another node holds it', async () => {
    const [ann, bob] = [await join(), await join()]
    const { offerId } = await ann.client.post()
    expect(await bob.client.request('ice:renew', {})).toMatchObject({ ok: true })
    const command = {
      kind: 'remove-participant',
      participantId: ann.participantId,
      connectionId: ann.client.socket.id ?? '',
      targetId: bob.participantId,
    } as const
    await server.store.update('room', (room) => ({
      room: applyCommand(room, command, server.clock.now()).room,
      result: null,
    }))
    const signal = { to: ann.participantId, linkId: offerId, payload: 'payload' }
    expect(await bob.client.request('ice:renew', {})).toEqual({ ok: false, code: 'not-joined' })
    expect(await bob.client.request('link:signal', signal)).toEqual({ ok: false, code: 'not-joined' })
    expect(await bob.client.answer(offerId)).toEqual({ ok: false, code: 'not-joined' })
  })

  it('H9 a muted one is muted for everybody and after a refresh; unmuted by a host alone', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    const target = { participantId: bob.participantId }
    await ann.client.request('participant:mute', { ...target, isMuted: true })
    for (const { client } of [ann, bob, cid]) {
      await client.take('participant:updated', ({ participant }) => participant.isMuted)
    }
    const refreshed = await server.connect()
    const { snapshot } = await refreshed.join('room', { token: bob.token, memberKey: bob.client.memberKey })
    expect(snapshot.participants.find(({ id }) => id === bob.participantId)).toMatchObject({ isMuted: true })
    expect(await refreshed.request('participant:mute', { ...target, isMuted: false })).toEqual({
      ok: false,
      code: 'not-host',
    })
    await ann.client.request('participant:mute', { ...target, isMuted: false })
    await refreshed.take('participant:updated', ({ participant }) => !participant.isMuted)
  })

  it('H10 ending the call takes everybody out of it', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    const { offerId } = await bob.client.post()
    await cid.client.answer(offerId)
    await bob.client.post()
    expect(await ann.client.request('call:end', {})).toEqual({ ok: true })
    for (const { client } of [ann, bob, cid]) {
      expect(await client.take('call:ended')).toEqual({ participantId: ann.participantId })
    }
    const room = await server.read('room')
    expect(room?.offers).toEqual([])
    expect(room?.participants.map(({ callOrder }) => callOrder)).toEqual([null, null, null])
  })

  it('B2 what others own is refused with a code, and the record stays the same', async () => {
    const [ann, bob] = [await join(), await join()]
    const { offerId } = await ann.client.post()
    const elsewhere = await server.connect()
    const { participantId: strangerId } = await elsewhere.join('elsewhere')
    const before = await server.read('room')
    const signal = { to: ann.participantId, linkId: offerId, payload: 'payload' }
    const refusals = [
      [bob.client, 'offer:post', { offerId, description: 'd', candidates: [] }, 'bad-request'],
      [bob.client, 'offer:candidates', { offerId, candidates: ['c'] }, 'offer-not-yours'],
      [bob.client, 'link:signal', { ...signal, to: strangerId }, 'not-in-call'],
      [ann.client, 'link:signal', { ...signal, to: strangerId }, 'participant-unknown'],
      [elsewhere, 'link:signal', signal, 'not-in-call'],
      [elsewhere, 'offer:answer', { offerId, description: 'd', candidates: [] }, 'offer-unknown'],
      [elsewhere, 'participant:remove', { participantId: ann.participantId }, 'participant-unknown'],
      [elsewhere, 'knock:answer', { participantId: ann.participantId, isAdmitted: true }, 'knock-unknown'],
    ] as const
    for (const [client, name, request, code] of refusals) {
      expect([name, await client.ask(name, request)]).toEqual([name, { ok: false, code }])
    }
    expect(await server.read('room')).toBe(before)
    // Who answers names itself in no field: an id beside the answer is not read.
    const posing = { offerId, description: 'd', candidates: [], participantId: ann.participantId }
    expect(await bob.client.ask('offer:answer', posing)).toMatchObject({ ok: true })
    expect(await ann.client.take('offer:answered')).toMatchObject({ participantId: bob.participantId })
  })

  it('H4 H7 neither member key nor proof is kept or told as it came', async () => {
    const ann = await join()
    const bob = await join()
    const passcodeProof = proofOf('p')
    await ann.client.request('room:configure', { passcodeProof })
    expect(await bob.client.take('room:updated')).toMatchObject({ settings: { hasPasscode: true } })
    const kept = JSON.stringify(await server.read('room'))
    expect(kept).toContain('passcodeHash')
    expect(kept).not.toContain(passcodeProof)
    expect(kept).not.toContain(ann.client.memberKey)
  })
})
