import { describe, expect, test } from 'vitest'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import { findDisagreements } from '@/lib/testing/peer-agreement'
import { createFakeTrack, type LinkEnd, LinkPair, NO_MEDIA } from '@/lib/testing/peer-link-pair'

async function connectedPair(options: ConstructorParameters<typeof LinkPair>[0] = {}): Promise<LinkPair> {
  const pair = new LinkPair(options)
  await pair.connect()
  expect(findDisagreements(pair)).toEqual([])
  return pair
}

const kindsOf = (messages: readonly LinkMessage[]) =>
  messages.map((message) => (message.kind === 'description' ? message.description.type : message.kind))

const offersOf = (end: LinkEnd) => end.reportsOf('offer-sent').length

describe('the first exchange', () => {
  test('connects with what each side has, and with nothing', async () => {
    await connectedPair({ offererMedia: { ...NO_MEDIA, audio: createFakeTrack('audio') } })
    await connectedPair({ answererMedia: { ...NO_MEDIA, video: createFakeTrack('video') } })
  })

  test('is one offer and one answer, the answer ahead of its candidates', async () => {
    const { offerer, answerer } = await connectedPair()
    expect(kindsOf(offerer.signaled).filter((kind) => kind === 'offer')).toHaveLength(1)
    expect(kindsOf(answerer.signaled)[0]).toBe('answer')
    expect(kindsOf(answerer.signaled).filter((kind) => kind === 'answer')).toHaveLength(1)
    expect(kindsOf(answerer.signaled)).toContain('candidate')
  })

  test('a standing offer is sent once, however long it stands, and leaves no timer', async () => {
    const pair = new LinkPair()
    pair.answerer.link.close()
    pair.offerer.link.start()
    pair.offerer.link.start()
    await pair.clock.advance(3_600_000)
    expect(offersOf(pair.offerer)).toBe(1)
    expect(pair.offerer.snapshot.state).toBe('new')
    expect(pair.clock.pendingTimers).toBe(0)
  })

  test('candidates that come ahead of their description are kept for it', async () => {
    const pair = new LinkPair()
    const { offerer, answerer } = pair
    offerer.wire.faults = { loss: 1, duplication: 0, maxDelayMs: 1 }
    offerer.link.start()
    await pair.clock.advance(100)
    const candidates = offerer.signaled.filter(({ kind }) => kind === 'candidate')
    const description = offerer.signaled.find(({ kind }) => kind === 'description')
    if (description === undefined) throw new Error('no offer')
    expect(candidates.length).toBeGreaterThan(0)
    for (const candidate of candidates) answerer.link.receive(candidate)
    await pair.clock.advance(100)
    answerer.link.receive(description)
    await pair.clock.advance(500)
    expect(findDisagreements(pair)).toEqual([])
  })

  test('the answerer offers nothing until it is connected', async () => {
    const pair = new LinkPair()
    const { offerer, answerer } = pair
    answerer.wire.faults = { loss: 1, duplication: 0, maxDelayMs: 1 }
    offerer.link.start()
    await pair.clock.advance(100)
    answerer.startScreen(false)
    await pair.clock.advance(5_000)
    expect(kindsOf(answerer.signaled)).not.toContain('offer')
    for (const message of answerer.signaled) offerer.link.receive(message)
    await pair.clock.advance(2_000)
    expect(findDisagreements(pair)).toEqual([])
    expect(offerer.snapshot.screenStreams.size).toBe(1)
  })

  test('a screen shared from the start comes as a screen', async () => {
    const pair = new LinkPair()
    pair.offerer.startScreen(true)
    await pair.connect()
    expect(findDisagreements(pair)).toEqual([])
  })
})

describe('media', () => {
  test('microphone and camera change without renegotiation, and the remote stream stays the same object', async () => {
    const pair = await connectedPair()
    const { stream } = pair.answerer.snapshot
    const sent = pair.offerer.reports.length
    pair.offerer.setMedia({ video: createFakeTrack('video') })
    pair.offerer.setMedia({ video: null, audio: createFakeTrack('audio') })
    pair.offerer.setMedia({ video: createFakeTrack('video') })
    await pair.clock.advance(3_000)
    expect(findDisagreements(pair)).toEqual([])
    expect(pair.offerer.reports).toHaveLength(sent)
    expect(pair.answerer.snapshot.stream).toBe(stream)
  })

  test('a screen comes and goes, and its place in the description is used again', async () => {
    const pair = await connectedPair()
    for (let share = 0; share < 5; share += 1) {
      pair.answerer.startScreen(true)
      await pair.clock.advance(500)
      expect(findDisagreements(pair)).toEqual([])
      pair.answerer.stopScreen()
      await pair.clock.advance(500)
      expect(findDisagreements(pair)).toEqual([])
    }
    const sections = pair.offerer.connection.localDescription?.sdp.match(/^m=/gm)
    expect(sections).toHaveLength(5)
  })

  test('where bits run short a screen loses frames and stays sharp; of the camera the browser decides', async () => {
    const pair = await connectedPair()
    pair.offerer.startScreen(true)
    await pair.clock.advance(500)
    const preferences = pair.offerer.connection
      .getTransceivers()
      .map(({ kind, sender }) => ({ kind, preference: sender.degradationPreference }))
    expect(preferences).toEqual([
      { kind: 'audio', preference: undefined },
      { kind: 'video', preference: undefined },
      { kind: 'video', preference: 'maintain-resolution' },
      { kind: 'audio', preference: undefined },
    ])
  })

  test('a screen that ends before it was negotiated leaves nothing behind, and negotiation ends', async () => {
    const pair = await connectedPair()
    for (const delayMs of [0, 1, 2, 5, 30]) {
      for (const end of pair.ends) end.startScreen(true)
      await pair.clock.advance(delayMs)
      for (const end of pair.ends) end.stopScreen()
      await pair.clock.advance(3_000)
      expect(findDisagreements(pair)).toEqual([])
      const offers = pair.ends.map(offersOf)
      await pair.clock.advance(10_000)
      expect(pair.ends.map(offersOf), `ended after ${delayMs} ms`).toEqual(offers)
    }
  })

  test('L6 both share at once: the offerer yields, and glare ends with both screens', async () => {
    const pair = await connectedPair()
    for (const end of pair.ends) end.startScreen(false)
    await pair.clock.advance(1_000)
    expect(findDisagreements(pair)).toEqual([])
    const ignored = pair.ends.map((end) => end.reportsOf('description-ignored').map(({ reason }) => reason))
    expect(ignored).toEqual([[], ['collision']])
  })
})

describe('disorder', () => {
  test('a repeated offer is answered again, a repeated answer changes nothing', async () => {
    const pair = await connectedPair()
    const [offer] = pair.offerer.signaled
    const [answer] = pair.answerer.signaled
    if (offer === undefined || answer === undefined) throw new Error('nothing was signaled')
    pair.answerer.link.receive(offer)
    pair.offerer.link.receive(answer)
    await pair.clock.advance(500)
    expect(findDisagreements(pair)).toEqual([])
    expect(pair.answerer.reportsOf('answer-sent').map(({ isRepeat }) => isRepeat)).toEqual([false, true])
    expect(pair.offerer.reportsOf('answer-applied')).toHaveLength(1)
  })

  test('an offer is repeated with back-off until it is answered, and then no more', async () => {
    const pair = new LinkPair()
    pair.path.opensChannels = false
    await pair.connect()
    pair.offerer.wire.faults = { loss: 1, duplication: 0, maxDelayMs: 1 }
    pair.offerer.startScreen(false)
    await pair.clock.advance(7_500)
    expect(offersOf(pair.offerer)).toBe(1 + 4)
    pair.offerer.wire.faults = { loss: 0, duplication: 0, maxDelayMs: 1 }
    await pair.clock.advance(8_000)
    const { length } = pair.offerer.reportsOf('offer-sent')
    expect(findDisagreements(pair)).toEqual([])
    await pair.clock.advance(60_000)
    expect(offersOf(pair.offerer)).toBe(length)
  })

  test('L6 an offer taken back for the other one is void, however late it comes', async () => {
    const pair = await connectedPair()
    for (const end of pair.ends) end.startScreen(false)
    await pair.clock.advance(1_000)
    const { connection, reports } = pair.offerer
    const sdp = connection.currentRemoteDescription?.sdp ?? ''
    pair.offerer.link.receive({ kind: 'description', offerSequence: 2, description: { type: 'offer', sdp } })
    await pair.clock.advance(10)
    expect(reports.at(-1)).toEqual({
      kind: 'description-ignored',
      type: 'offer',
      sequence: 2,
      reason: 'stale',
    })
  })

  test.each(['offerer', 'answerer'] as const)(
    'L7 a description with another fingerprint is nobody’s: the link of the %s goes on as it was',
    async (role) => {
      const pair = await connectedPair()
      const { link, connection, forgeries } = pair[role]
      const before = connection.currentRemoteDescription
      const sdp = (before?.sdp ?? '').replace(/^(a=fingerprint:).*$/gm, '$1sha-256 AA:BB')
      link.receive({ kind: 'description', offerSequence: 1_000, description: { type: 'offer', sdp } })
      await pair.clock.advance(1_000)
      expect(forgeries).toHaveLength(1)
      expect(connection.currentRemoteDescription).toBe(before)
      expect(findDisagreements(pair)).toEqual([])
    },
  )

  test('a flood of descriptions is cut off', async () => {
    const pair = await connectedPair()
    const { sdp } = pair.offerer.connection.currentRemoteDescription ?? { sdp: '' }
    const nonsense = /^a=fingerprint.*$/m.exec(sdp)?.[0] ?? ''
    for (let sequence = 10; sequence < 100; sequence += 1) {
      pair.offerer.link.receive({
        kind: 'description',
        offerSequence: sequence,
        description: { type: 'offer', sdp: nonsense },
      })
    }
    await pair.clock.advance(1_000)
    const overflow = pair.offerer
      .reportsOf('description-ignored')
      .filter(({ reason }) => reason === 'overflow')
    expect(overflow).toHaveLength(90 - 32)
    expect(pair.offerer.connection.signalingState).toBe('stable')
  })
})

describe('L4 channels', () => {
  test('once the data channel is open, nothing goes by signaling', async () => {
    const pair = await connectedPair()
    const before = pair.ends.map(({ signaled }) => signaled.length)
    for (const end of pair.ends) end.startScreen(true)
    pair.offerer.link.restartIce()
    pair.offerer.link.send(PROFILE)
    await pair.clock.advance(2_000)
    expect(findDisagreements(pair)).toEqual([])
    expect(pair.ends.map(({ signaled }) => signaled.length)).toEqual(before)
    expect(pair.answerer.messages).toEqual([PROFILE])
  })

  test('before it is open, and when it does not take a message, signaling does', async () => {
    const pair = new LinkPair()
    pair.offerer.link.send(PROFILE)
    expect(pair.offerer.signaled).toEqual([PROFILE])
    await pair.connect()
    const channel = pair.offerer.connection.channel(0)
    if (channel === undefined) throw new Error('no channel')
    channel.bufferedAmount = 256_000
    pair.offerer.link.send(PROFILE)
    expect(pair.offerer.signaled.at(-1)).toEqual(PROFILE)
  })

  test('a goodbye goes both ways', async () => {
    const pair = await connectedPair()
    pair.offerer.link.send({ kind: 'bye' })
    await pair.clock.advance(100)
    expect(pair.offerer.signaled.at(-1)).toEqual({ kind: 'bye' })
    expect(pair.answerer.messages).toEqual([{ kind: 'bye' }, { kind: 'bye' }])
  })
})

const PROFILE = {
  kind: 'profile',
  profile: {
    name: 'Ann',
    isMicrophoneOn: true,
    isCameraOn: false,
    screenStreamId: null,
    isRecording: false,
    revision: 1,
  },
} as const
