import { describe, expect, it } from 'vitest'
import { KeyRing } from '@/lib/browser/sealing/key-ring'
import type { RequestResult } from '@/lib/browser/signaling/signaling-client'
import { createRandomId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import type { CandidateMessage, DescriptionMessage } from '@/lib/protocol/link-messages'
import type { RequestName, RequestOf } from '@/lib/protocol/requests'
import { LinkPayloads } from './link-payloads'
import { PayloadCodec } from './payload-codec'
import { StandingOffer } from './standing-offer'

const description: DescriptionMessage = {
  kind: 'description',
  offerSequence: 1,
  description: { type: 'offer', sdp: 'v=0' },
}
const candidate = (name: string): CandidateMessage => ({
  kind: 'candidate',
  candidate: { candidate: name, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'frag' },
})
const candidates = (...names: string[]) => names.map(candidate)
const payloads = (...names: string[]) => names.map((name) => JSON.stringify(candidate(name)))

/** A server that answers when the test says so. */
class HeldSignaling {
  readonly asked: { name: string; request: unknown; settle: (result: unknown) => void }[] = []
  request = <N extends RequestName>(name: N, request: RequestOf<N>): Promise<RequestResult<N>> =>
    new Promise((resolve) => this.asked.push({ name, request, settle: (result) => resolve(Object(result)) }))

  /** Settles the request that waits, and lets what follows from it happen. */
  async settle(result: unknown): Promise<void> {
    this.asked.at(-1)?.settle(result)
    await handled()
  }
}

/** What follows from promises that are settled by now has happened. */
const handled = () => new Promise((resolve) => setImmediate(resolve))

const posted = { ok: true, answer: { callOrder: 7, offers: [] } }
const granted = { ok: true, answer: {} }

function setUp() {
  const signaling = new HeldSignaling()
  const heard: string[] = []
  const codec = new PayloadCodec(new KeyRing('room', null))
  const offer = new StandingOffer({
    signaling,
    payloads: new LinkPayloads(codec, createRandomId(), createRandomId()),
    onPosted: (callOrder) => heard.push(`posted ${callOrder}`),
    onTaken: () => heard.push('taken'),
    onRefused: () => heard.push('refused'),
  })
  return { signaling, heard, offer }
}

describe('StandingOffer', () => {
  it('posts the description, and what was gathered meanwhile together after it', async () => {
    const { signaling, heard, offer } = setUp()
    offer.add(description)
    offer.add(candidate('a'))
    offer.add(candidate('b'))
    await handled()
    expect(signaling.asked).toMatchObject([{ name: 'offer:post', request: { candidates: [] } }])
    await signaling.settle(posted)
    expect(heard).toEqual(['posted 7'])
    expect(signaling.asked).toHaveLength(2)
    expect(signaling.asked[1]).toMatchObject({
      name: 'offer:candidates',
      request: { candidates: payloads('a', 'b') },
    })
    await signaling.settle(granted)
    expect(offer.end()).toEqual([])
  })

  it('is posted again as a whole after a reconnect, although a request was under way', async () => {
    const { signaling, offer } = setUp()
    offer.add(description)
    await handled()
    await signaling.settle(posted)
    offer.add(candidate('a'))
    await handled()
    offer.post()
    await signaling.settle({ ok: false, code: 'offline' })
    offer.post()
    expect(signaling.asked.at(-1)).toMatchObject({
      name: 'offer:post',
      request: { candidates: payloads('a') },
    })
  })

  it('hands over the candidates that the server may not have when it ends', async () => {
    const { signaling, offer } = setUp()
    offer.add(description)
    await handled()
    await signaling.settle(posted)
    offer.add(candidate('a'))
    await handled()
    await signaling.settle(granted)
    offer.add(candidate('b'))
    await handled()
    await signaling.settle({ ok: false, code: 'offer-taken' })
    expect(offer.end()).toEqual(candidates('b'))
  })

  it.each([
    { code: 'offer-taken', expected: ['taken'] },
    { code: 'rate-limited', expected: ['refused'] },
    { code: 'timeout', expected: ['refused'] },
    { code: 'offline', expected: [] },
  ])('says $expected where the server answers $code', async ({ code, expected }) => {
    const { signaling, heard, offer } = setUp()
    offer.add(description)
    await handled()
    await signaling.settle({ ok: false, code })
    expect(heard).toEqual(expected)
  })

  it('keeps no more candidates than the protocol takes, and loses nothing that came ahead of the description', async () => {
    const { signaling, offer } = setUp()
    for (let count = 0; count < LIMITS.candidatesPerOffer + 9; count += 1) offer.add(candidate(`${count}`))
    offer.add(description)
    await handled()
    expect(signaling.asked.at(-1)).toMatchObject({ name: 'offer:post' })
    expect(offer.end()).toHaveLength(LIMITS.candidatesPerOffer)
  })
})
