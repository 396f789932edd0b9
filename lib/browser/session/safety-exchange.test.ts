import { describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { SafetyExchange, type SafetyMessage } from './safety-exchange'

const linkId = createRandomId()
const sdpOf = (byte: string) =>
  `v=0\r\na=fingerprint:sha-256 ${Array.from({ length: 32 }, () => byte).join(':')}\r\n`

/** One end that sends into a list, so that a test may pass on, hold back or change what goes over the wire. */
function createEnd(role: 'offerer' | 'answerer', local: string, remote: string) {
  const sent: SafetyMessage[] = []
  const codes: (readonly number[])[] = []
  const heard = { failures: 0 }
  const exchange = new SafetyExchange({
    linkId,
    role,
    send: (message) => sent.push(message),
    readDescriptions: () => ({ local: sdpOf(local), remote: sdpOf(remote) }),
    onCode: (code) => codes.push(code),
    onFailed: () => {
      heard.failures += 1
    },
  })
  return { exchange, sent, codes, heard }
}

type End = ReturnType<typeof createEnd>

/** Delivers what each end sends until nothing more is sent. */
async function connect(one: End, other: End): Promise<void> {
  await one.exchange.start()
  await other.exchange.start()
  for (let isMoving = true; isMoving; ) {
    const [fromOne, fromOther] = [one.sent.splice(0), other.sent.splice(0)]
    for (const message of fromOne) await other.exchange.receive(message)
    for (const message of fromOther) await one.exchange.receive(message)
    isMoving = fromOne.length + fromOther.length > 0
  }
}

describe('SafetyExchange', () => {
  it('S8 gives both ends of an honest link the same seven symbols', async () => {
    const ann = createEnd('offerer', 'AA', 'BB')
    const bob = createEnd('answerer', 'BB', 'AA')
    await connect(ann, bob)
    expect(ann.codes).toHaveLength(1)
    expect(ann.codes).toEqual(bob.codes)
    expect(ann.codes[0]).toHaveLength(7)
  })

  it('S8 gives other symbols to the two ends where somebody sits between with certificates of their own', async () => {
    const ann = createEnd('offerer', 'AA', 'CC')
    const towardsAnn = createEnd('answerer', 'CC', 'AA')
    const towardsBob = createEnd('offerer', 'DD', 'BB')
    const bob = createEnd('answerer', 'BB', 'DD')
    await connect(ann, towardsAnn)
    await connect(towardsBob, bob)
    expect(ann.codes).toHaveLength(1)
    expect(bob.codes).toHaveLength(1)
    expect(ann.codes).not.toEqual(bob.codes)
  })

  it('S8 gives other symbols where somebody between passes every message on and swaps the fingerprints alone', async () => {
    const ann = createEnd('offerer', 'AA', 'CC')
    const bob = createEnd('answerer', 'BB', 'DD')
    await connect(ann, bob)
    expect(ann.codes).toHaveLength(1)
    expect(bob.codes).toHaveLength(1)
    expect(ann.codes).not.toEqual(bob.codes)
  })

  it('S8 shows nothing where the offerer reveals another nonce than it committed to', async () => {
    const ann = createEnd('offerer', 'AA', 'BB')
    const mallory = createEnd('offerer', 'AA', 'BB')
    const bob = createEnd('answerer', 'BB', 'AA')
    await ann.exchange.start()
    await mallory.exchange.start()
    for (const message of ann.sent.splice(0)) await bob.exchange.receive(message)
    for (const message of bob.sent.splice(0)) await mallory.exchange.receive(message)
    const revealed = mallory.sent.filter(({ kind }) => kind === 'safety-reveal')
    expect(revealed).toHaveLength(1)
    for (const message of revealed) await bob.exchange.receive(message)
    expect(bob.codes).toEqual([])
    expect(bob.heard.failures).toBe(1)
  })

  it('S8 an answerer reveals nothing before it has a commitment, and takes no second one', async () => {
    const bob = createEnd('answerer', 'BB', 'AA')
    await bob.exchange.receive({ kind: 'safety-reveal', nonce: 'A'.repeat(43) })
    expect(bob.sent).toEqual([])
    const [ann, mallory] = [createEnd('offerer', 'AA', 'BB'), createEnd('offerer', 'AA', 'BB')]
    await ann.exchange.start()
    await mallory.exchange.start()
    for (const message of [...ann.sent.splice(0), ...mallory.sent.splice(0)])
      await bob.exchange.receive(message)
    for (const message of bob.sent) await mallory.exchange.receive(message)
    for (const message of mallory.sent) await bob.exchange.receive(message)
    expect(bob.codes).toEqual([])
    expect(bob.heard.failures).toBe(1)
  })

  it('S8 an offerer reveals nothing before it has committed itself', async () => {
    const ann = createEnd('offerer', 'AA', 'BB')
    await ann.exchange.receive({ kind: 'safety-reveal', nonce: 'A'.repeat(43) })
    expect(ann.sent).toEqual([])
    expect(ann.codes).toEqual([])
  })
})
