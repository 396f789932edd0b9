import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { ServerHarness, type TestClient } from '@/lib/testing/server-harness'

describe('offers over sockets', () => {
  let server = new ServerHarness()

  beforeEach(async () => {
    server = new ServerHarness()
    await server.listen()
  })

  afterEach(() => server.close())

  async function join(room = 'room'): Promise<{ client: TestClient; participantId: string }> {
    const client = await server.connect()
    const { participantId } = await client.join(room)
    return { client, participantId }
  }

  it('O3 the first answer claims the offer: of two at once exactly one is granted', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    for (let round = 0; round < 20; round += 1) {
      const { offerId } = await ann.client.post()
      const acks = await Promise.all([bob.client.answer(offerId), cid.client.answer(offerId)])
      expect(acks.filter((ack) => ack.ok)).toHaveLength(1)
      expect(acks.filter((ack) => !ack.ok)).toEqual([{ ok: false, code: 'offer-taken' }])
      const winner = acks[0].ok ? bob : cid
      expect(await ann.client.take('offer:answered')).toMatchObject({
        offerId,
        participantId: winner.participantId,
      })
    }
    expect(ann.client.untaken).not.toContain('offer:answered')
  })

  it('O4 the answer reaches the offerer alone, with what it needs to connect', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    const { offerId, callOrder } = await ann.client.post(['first'])
    const ack = await bob.client.answer(offerId)
    expect(ack).toMatchObject({ ok: true, candidates: ['first'] })
    if (!ack.ok) return
    expect(ack.callOrder).toBeGreaterThan(callOrder)
    expect(await ann.client.take('offer:answered')).toEqual({
      offerId,
      participantId: bob.participantId,
      callOrder: ack.callOrder,
      description: 'answer',
      candidates: ['answer-candidate'],
    })
    expect(await cid.client.take('offer:closed')).toEqual({ offerId, reason: 'taken' })
    await cid.client.request('profile:update', { profile: 'barrier' })
    expect(cid.client.untaken).not.toContain('offer:answered')
  })

  it('O6 no candidate is lost when a claim crosses it', async () => {
    const [ann, bob] = [await join(), await join()]
    for (let round = 0; round < 20; round += 1) {
      const { offerId } = await ann.client.post(['early'])
      const [added, answered] = await Promise.all([
        ann.client.request('offer:candidates', { offerId, candidates: ['late'] }),
        bob.client.answer(offerId),
      ])
      // Either the answerer got it, or its owner knows that it has to send it over the link.
      expect(answered).toMatchObject({ ok: true, candidates: added.ok ? ['early', 'late'] : ['early'] })
      if (!added.ok) expect(added.code).toBe('offer-taken')
    }
  })

  it('L2 a call of three: each pair is linked once, by the later answering the earlier', async () => {
    const ann = await join()
    const first = await ann.client.post()
    const bob = await join()
    const cid = await join()
    await bob.client.answer(first.offerId)
    expect((await bob.client.post()).offers).toEqual([])
    const renewed = await ann.client.post()
    expect(renewed.callOrder).toBe(first.callOrder)

    const third = await cid.client.post()
    expect(third.offers.map((offer) => offer.participantId)).toEqual([bob.participantId, ann.participantId])
    for (const offer of third.offers) {
      expect(offer.callOrder).toBeLessThan(third.callOrder)
      expect(await cid.client.answer(offer.id)).toMatchObject({ ok: true, callOrder: third.callOrder })
    }
    await ann.client.take('offer:answered', ({ participantId }) => participantId === cid.participantId)
    await bob.client.take('offer:answered', ({ participantId }) => participantId === cid.participantId)
  })

  it('O9 an id that stands in the room is refused, in another room it is free', async () => {
    const [ann, bob, dan] = [await join(), await join(), await join('other')]
    const { offerId } = await ann.client.post()
    const offer = { offerId, description: 'offer', candidates: [] }
    expect(await bob.client.request('offer:post', offer)).toEqual({ ok: false, code: 'bad-request' })
    expect(await dan.client.request('offer:post', offer)).toMatchObject({ ok: true })
  })

  it('rooms do not hear each other', async () => {
    const [ann, dan] = [await join('room'), await join('other')]
    const { offerId } = await ann.client.post()
    expect(await dan.client.answer(offerId)).toEqual({ ok: false, code: 'offer-unknown' })
    await dan.client.post()
    const signal = { to: ann.participantId, linkId: offerId, payload: 'payload' }
    expect(await dan.client.request('link:signal', signal)).toEqual({
      ok: false,
      code: 'participant-unknown',
    })
    await ann.client.request('profile:update', { profile: 'barrier' })
    expect([...ann.client.untaken, ...dan.client.untaken]).toEqual([])
  })

  it('O7 a decline reaches the offerer alone', async () => {
    const [ann, bob, cid] = [await join(), await join(), await join()]
    const { offerId } = await ann.client.post()
    expect(await bob.client.request('offer:decline', { offerId })).toEqual({ ok: true })
    expect(await ann.client.take('offer:declined')).toEqual({ offerId, participantId: bob.participantId })
    expect(await cid.client.answer(offerId)).toMatchObject({ ok: true })
    expect(cid.client.untaken).not.toContain('offer:declined')
  })

  it('L4 the sender of a link message is who sent it, whatever the request says', async () => {
    const [ann, bob] = [await join(), await join()]
    const { offerId } = await ann.client.post()
    await bob.client.answer(offerId)
    const forged = { to: ann.participantId, linkId: offerId, payload: 'payload', from: createRandomId() }
    expect(await bob.client.request('link:signal', forged)).toEqual({ ok: true })
    expect(await ann.client.take('link:signal')).toEqual({
      from: bob.participantId,
      linkId: offerId,
      payload: 'payload',
    })
  })

  it('B6 a participant learns of another before it hears from it', async () => {
    const [ann, bob] = [await join(), await join()]
    const { offerId } = await ann.client.post()
    await bob.client.answer(offerId)
    await bob.client.request('link:signal', { to: ann.participantId, linkId: offerId, payload: 'payload' })
    await ann.client.take('link:signal')
    expect(ann.client.untaken).toEqual([
      'participant:joined',
      'participant:updated',
      'offer:answered',
      'offer:closed',
    ])
  })
})
