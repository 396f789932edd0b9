import { expect, test } from 'vitest'
import { FakePeerConnection } from './fake-peer-connection'
import { FakeClock } from './peer-fake-clock'
import { FakePath } from './peer-fake-path'

/** The fake against what JSEP and W3C WebRTC say: a link proven over a wrong fake is not proven. */
function createPair() {
  const clock = new FakeClock()
  const path = new FakePath(clock)
  const a = new FakePeerConnection({ clock, path })
  const b = new FakePeerConnection({ clock, path })
  const done = async <T>(promise: Promise<T>): Promise<T> => {
    // Whoever awaits the promise gets its rejection; this branch only keeps it from being called unhandled meanwhile.
    promise.catch(() => {})
    await clock.advance(10)
    return promise
  }
  const sdpOf = ({ localDescription }: FakePeerConnection): RTCSessionDescriptionInit => {
    if (localDescription === null) throw new Error('no description')
    return { type: localDescription.type, sdp: localDescription.sdp }
  }
  const exchange = async (from: FakePeerConnection, to: FakePeerConnection) => {
    await done(from.setLocalDescription())
    await done(to.setRemoteDescription(sdpOf(from)))
    await done(to.setLocalDescription())
    await done(from.setRemoteDescription(sdpOf(to)))
  }
  return { clock, path, a, b, done, sdpOf, exchange }
}

const fragmentOf = ({ localDescription }: FakePeerConnection) =>
  /a=ice-ufrag:(\S+)/.exec(localDescription?.sdp ?? '')?.[1]

test('offer and answer go through the states and mirror directions', async () => {
  const { a, b, exchange, done, sdpOf } = createPair()
  a.addTransceiver('audio')
  await done(a.setLocalDescription())
  expect(a.signalingState).toBe('have-local-offer')
  await done(b.setRemoteDescription(sdpOf(a)))
  expect(b.signalingState).toBe('have-remote-offer')
  expect(b.getTransceivers().map(({ direction, mid }) => [direction, mid])).toEqual([['recvonly', '1']])
  await done(b.setLocalDescription())
  await done(a.setRemoteDescription(sdpOf(b)))
  expect([a.signalingState, b.signalingState]).toEqual(['stable', 'stable'])
  expect(a.getTransceivers()[0]?.currentDirection).toBe('sendonly')
  await exchange(b, a)
})

test('an answer in the wrong state, a rollback of nothing and an answer to another offer are refused', async () => {
  const { a, b, done, exchange, sdpOf } = createPair()
  a.addTransceiver('audio')
  await exchange(a, b)
  await expect(done(a.setRemoteDescription(sdpOf(b)))).rejects.toMatchObject({ name: 'InvalidStateError' })
  await expect(done(a.setRemoteDescription({ type: 'rollback' }))).rejects.toMatchObject({
    name: 'InvalidStateError',
  })
  const old = sdpOf(b)
  a.addTransceiver('video')
  await done(a.setLocalDescription())
  await expect(done(a.setRemoteDescription(old))).rejects.toMatchObject({ name: 'InvalidAccessError' })
  expect(a.signalingState).toBe('have-local-offer')
})

test('a remote offer rolls the own one back: its transceivers lose their place, and negotiation is needed again', async () => {
  const { clock, a, b, done, exchange, sdpOf } = createPair()
  a.addTransceiver('audio')
  await exchange(a, b)
  const transceiver = b.addTransceiver('video', { direction: 'sendonly' })
  await done(b.setLocalDescription())
  expect(transceiver.mid).not.toBeNull()
  let needed = 0
  b.addEventListener('negotiationneeded', () => {
    needed += 1
  })
  await done(a.setLocalDescription())
  await done(b.setRemoteDescription(sdpOf(a)))
  expect(b.signalingState).toBe('have-remote-offer')
  expect(transceiver.mid).toBeNull()
  await done(b.setLocalDescription())
  await clock.advance(10)
  expect(needed).toBe(1)
})

test('negotiationneeded is told once, not while an operation runs, and not for what replaceTrack does', async () => {
  const { clock, a, b, exchange } = createPair()
  const transceiver = a.addTransceiver('audio')
  await exchange(a, b)
  let needed = 0
  a.addEventListener('negotiationneeded', () => {
    needed += 1
  })
  await transceiver.sender.replaceTrack(null)
  await clock.advance(10)
  expect(needed).toBe(0)
  transceiver.direction = 'inactive'
  a.addTransceiver('video')
  await clock.advance(10)
  expect(needed).toBe(1)
})

test('restartIce gives new credentials to both, once; without it they stay', async () => {
  const { a, b, exchange } = createPair()
  a.addTransceiver('audio')
  await exchange(a, b)
  const before = [fragmentOf(a), fragmentOf(b)]
  await exchange(b, a)
  expect([fragmentOf(a), fragmentOf(b)]).toEqual(before)
  a.restartIce()
  await exchange(a, b)
  const after = [fragmentOf(a), fragmentOf(b)]
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).not.toBe(before[1])
  await exchange(a, b)
  expect([fragmentOf(a), fragmentOf(b)]).toEqual(after)
})

test('a candidate of an unknown generation is refused', async () => {
  const { a, b, done, exchange } = createPair()
  a.addTransceiver('audio')
  const candidate = { candidate: 'candidate:1', sdpMid: '1', usernameFragment: 'strange' }
  await expect(done(b.addIceCandidate(candidate))).rejects.toMatchObject({ name: 'InvalidStateError' })
  await exchange(a, b)
  await expect(done(b.addIceCandidate(candidate))).rejects.toMatchObject({ name: 'OperationError' })
})

test('a stopped transceiver frees its media section for the next one', async () => {
  const { a, b, exchange } = createPair()
  a.addTransceiver('audio')
  const first = a.addTransceiver('video')
  await exchange(a, b)
  const ended = b.getTransceivers()[1]?.receiver.track
  first.stop()
  await exchange(a, b)
  expect(ended?.readyState).toBe('ended')
  expect(a.getTransceivers()).toHaveLength(1)
  const second = a.addTransceiver('video')
  await exchange(a, b)
  expect(second.mid).not.toBe(first.mid)
  expect(a.localDescription?.sdp.match(/^m=/gm)).toHaveLength(2)
})

test('after close, operations are refused and those under way stay open', async () => {
  const { clock, a } = createPair()
  a.addTransceiver('audio')
  let isSettled = false
  const settle = () => {
    isSettled = true
  }
  a.setLocalDescription().then(settle, settle)
  a.close()
  await clock.advance(1_000)
  expect(isSettled).toBe(false)
  await expect(a.setLocalDescription()).rejects.toMatchObject({ name: 'InvalidStateError' })
})
