import { expect, test } from 'vitest'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import { findDisagreements } from '@/lib/testing/peer-agreement'
import { createFakeTrack, LinkPair, NO_MEDIA } from '@/lib/testing/peer-link-pair'

async function connectedPair(options: ConstructorParameters<typeof LinkPair>[0] = {}): Promise<LinkPair> {
  const pair = new LinkPair(options)
  await pair.connect()
  await pair.clock.advance(5_000)
  expect(findDisagreements(pair)).toEqual([])
  return pair
}

const statesOf = (pair: LinkPair) => pair.ends.map(({ snapshot }) => snapshot.state)

test('a quiet link stays as it is: no restart, no message, nothing but pulses', async () => {
  const pair = await connectedPair()
  const before = pair.ends.map(({ reports, snapshots }) => reports.length + snapshots.length)
  await pair.clock.advance(600_000)
  expect(pair.ends.map(({ reports, snapshots }) => reports.length + snapshots.length)).toEqual(before)
})

test('a changed address heals within 1.5 seconds', async () => {
  const pair = await connectedPair()
  pair.path.breakUntilRestart()
  await pair.clock.advance(1_500)
  for (const { snapshots } of pair.ends) expect(snapshots.map(({ state }) => state)).toContain('interrupted')
  expect(findDisagreements(pair)).toEqual([])
})

test('a changed address with a socket that is down for five seconds heals right after it', async () => {
  const pair = await connectedPair()
  pair.path.breakUntilRestart()
  for (const { wire } of pair.ends) wire.faults = { loss: 1, duplication: 0, maxDelayMs: 1 }
  await pair.clock.advance(5_000)
  expect(statesOf(pair)).toEqual(['interrupted', 'interrupted'])
  for (const { wire } of pair.ends) wire.faults = { loss: 0, duplication: 0, maxDelayMs: 20 }
  for (const { link } of pair.ends) link.noteNetworkChange()
  await pair.clock.advance(500)
  expect(findDisagreements(pair)).toEqual([])
})

test.each([0, 1] as const)(
  'a path that dies one way, from end %i, is healed by whoever hears nothing',
  async (from) => {
    const pair = await connectedPair()
    pair.path.block(true, from)
    await pair.clock.advance(1_500)
    const deaf = pair.ends[from === 0 ? 1 : 0]
    expect(deaf.snapshot.state).toBe('interrupted')
    expect(deaf.reportsOf('ice-restart').length).toBeGreaterThan(0)
    pair.path.block(false)
    await pair.clock.advance(3_000)
    expect(findDisagreements(pair)).toEqual([])
  },
)

test('who hears nothing restarts, although the peer’s browser answers checks: the peer sends by another pair', async () => {
  const pair = await connectedPair()
  const { offerer, answerer } = pair
  pair.path.answersChecks = true
  pair.path.block(true, 0)
  await pair.clock.advance(1_500)
  expect(answerer.snapshot.state).toBe('interrupted')
  expect(answerer.reportsOf('ice-restart').length).toBeGreaterThan(0)
  expect(offerer.restarts).toBe(1)
})

test('an outage is survived, whether of 5 or of 60 seconds', async () => {
  for (const outageMs of [5_000, 60_000]) {
    const pair = await connectedPair()
    pair.path.block(true)
    await pair.clock.advance(outageMs)
    const expected = outageMs > 20_000 ? 'failed' : 'interrupted'
    expect(statesOf(pair)).toEqual([expected, expected])
    pair.path.block(false)
    await pair.clock.advance(9_000)
    expect(findDisagreements(pair)).toEqual([])
    expect(pair.offerer.snapshot.verdict).toBeNull()
  }
})

test('when the path is back, the peer gets a key frame at once, and soon a second one', async () => {
  const pair = await connectedPair({ offererMedia: { ...NO_MEDIA, video: createFakeTrack('video') } })
  const keyFrames = () => pair.offerer.connection.getTransceivers().map(({ sender }) => sender.keyFrames)
  expect(keyFrames()).toEqual([0, 0])
  pair.path.breakUntilRestart()
  await pair.clock.advance(3_000)
  expect(findDisagreements(pair)).toEqual([])
  expect(keyFrames()).toEqual([0, 2])
})

test('what is queued for a dead path is dropped until the path is back, and the codec stays', async () => {
  const pair = await connectedPair({ offererMedia: { ...NO_MEDIA, video: createFakeTrack('video') } })
  const senders = pair.offerer.connection.getTransceivers().map(({ sender }) => sender)
  const renewals = () => senders.map((sender) => sender.renewals)
  expect(renewals()).toEqual([0, 0])
  pair.path.block(true)
  await pair.clock.advance(5_000)
  const dropped = renewals()
  expect(dropped[0]).toBe(0)
  // There and back, twice a second from the end of the first second on.
  expect(dropped[1]).toBeGreaterThanOrEqual(16)
  pair.path.block(false)
  await pair.clock.advance(5_000)
  expect(findDisagreements(pair)).toEqual([])
  const after = renewals()
  expect(after[1]).toBeLessThan((dropped[1] ?? 0) + 20)
  await pair.clock.advance(60_000)
  expect(renewals()).toEqual(after)
  expect(senders.map(({ codec }) => codec)).toEqual([undefined, undefined])
})

test('a codec that was chosen stays, too', async () => {
  const pair = await connectedPair({ offererMedia: { ...NO_MEDIA, video: createFakeTrack('video') } })
  const encoding = { active: true, maxBitrate: 100_000, priority: 'low' } as const
  const picture = { ...encoding, scaleResolutionDownBy: 1, maxFramerate: 30 }
  pair.offerer.link.setEncodings({ audio: encoding, camera: picture, screen: picture }, 'VP9')
  pair.path.block(true)
  await pair.clock.advance(5_000)
  pair.path.block(false)
  await pair.clock.advance(5_000)
  const [, video] = pair.offerer.connection.getTransceivers()
  expect(video?.sender.renewals).toBeGreaterThan(8)
  expect(video?.sender.codec?.mimeType).toBe('video/VP9')
})

test('another path gets a key frame before anything has come over it', async () => {
  const pair = await connectedPair({ offererMedia: { ...NO_MEDIA, video: createFakeTrack('video') } })
  const { connection, link } = pair.offerer
  connection.iceTransport.emit('selectedcandidatepairchange', undefined)
  expect(connection.getTransceivers().map(({ sender }) => sender.keyFrames)).toEqual([0, 1])
  link.close()
  await pair.clock.advance(3_000)
  expect(connection.getTransceivers().map(({ sender }) => sender.keyFrames)).toEqual([0, 1])
  expect(connection.iceTransport.listenerCount).toBe(0)
})

test('a restart that comes by signaling is answered by signaling too, although this end still hears the peer', async () => {
  const pair = await connectedPair()
  const { offerer, answerer } = pair
  pair.path.block(true, 0)
  await pair.clock.advance(1_500)
  expect(answerer.reportsOf('ice-restart')).toHaveLength(1)
  expect(offerer.snapshot.state).toBe('connected')
  expect(offerer.signaled.filter(isAnswer)).toHaveLength(1)
  expect(answerer.reportsOf('answer-applied')).toHaveLength(1)
  expect(offerer.reportsOf('ice-restart')).toEqual([])
  // Its own way out is the dead one, and its socket may have gone the same way.
  expect(offerer.restarts).toBe(1)
})

test('an offer left over from an outage is sent again as soon as the path is back', async () => {
  const pair = await connectedPair()
  pair.path.block(true)
  for (const { wire } of pair.ends) wire.faults = { loss: 1, duplication: 0, maxDelayMs: 1 }
  await pair.clock.advance(12_000)
  pair.path.block(false)
  await pair.clock.advance(300)
  expect(findDisagreements(pair)).toEqual([])
})

test('an unrelated interface event interrupts nothing', async () => {
  const pair = await connectedPair()
  const { length } = pair.offerer.snapshots
  pair.offerer.link.noteNetworkChange()
  await pair.clock.advance(10_000)
  expect(pair.offerer.snapshots).toHaveLength(length)
  expect(pair.offerer.reportsOf('ice-restart')).toEqual([])
})

test('a link that fails says why, by what it knows', async () => {
  const pair = await connectedPair()
  pair.path.block(true)
  pair.isSignalingReachable = false
  await pair.clock.advance(30_000)
  expect(pair.offerer.snapshot.verdict).toBe('signaling-unreachable')
})

test('a link that never comes up says why', async () => {
  const pair = new LinkPair({ configuration: { iceServers: [{ urls: 'stun:192.0.2.1' }] } })
  pair.path.block(true)
  pair.offerer.link.start()
  await pair.clock.advance(30_000)
  expect(statesOf(pair)).toEqual(['failed', 'failed'])
  expect(pair.offerer.snapshot.verdict).toBe('no-relay-configured')
})

test('a peer that closes its end ends the link', async () => {
  const pair = await connectedPair()
  pair.offerer.link.close()
  await pair.clock.advance(200)
  expect(pair.answerer.snapshot.state).toBe('closed')
  expect(pair.answerer.snapshots.at(-1)?.state).toBe('closed')
})

test('a closed link holds nothing and says nothing, whenever it is closed', async () => {
  // Each moment of the first two seconds, screen and restart included: in the middle of whatever is awaited.
  for (let closeAt = 0; closeAt < 200; closeAt += 1) {
    const pair = new LinkPair({ maxOperationMs: 8 })
    pair.offerer.link.start()
    await pair.clock.advance(Math.min(closeAt, 100))
    if (closeAt > 100) {
      for (const end of pair.ends) end.startScreen(true)
      pair.answerer.link.restartIce()
      await pair.clock.advance(closeAt - 100)
    }
    pair.close()
    pair.close()
    const said = pair.ends.map(({ snapshots, reports, signaled }) => [
      snapshots.length,
      reports.length,
      signaled.length,
    ])
    for (const end of pair.ends) {
      end.link.receive({ kind: 'bye' })
      end.link.send({ kind: 'bye' })
      end.link.setMedia(end.media)
      end.link.restartIce()
      end.link.noteNetworkChange()
      end.link.start()
    }
    await pair.clock.advance(60_000)
    expect(
      pair.ends.map(({ snapshots, reports, signaled }) => [
        snapshots.length,
        reports.length,
        signaled.length,
      ]),
      `closed at ${closeAt} ms`,
    ).toEqual(said)
    expect(pair.ends.map(({ snapshot }) => snapshot.state)).toEqual(['closed', 'closed'])
    expect(pair.ends.map(({ connection }) => connection.listenerCount)).toEqual([0, 0])
    expect(pair.clock.pendingTimers).toBe(0)
  }
})

function isAnswer(message: LinkMessage): boolean {
  return message.kind === 'description' && message.description.type === 'answer'
}
