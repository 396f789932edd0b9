import { expect, test } from 'vitest'
import { FakePeerConnection } from '@/lib/testing/fake-peer-connection'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { FakePath } from '@/lib/testing/peer-fake-path'
import { EvidenceCollector, serversOf } from './evidence'

const NOTHING = { host: false, srflx: false, relay: false }
const FACTS = { isAnswered: true, wasConnected: false, isSignalingReachable: null }

function createCollector() {
  const clock = new FakeClock()
  const connection = new FakePeerConnection({ clock, path: new FakePath(clock) })
  return { connection, collector: new EvidenceCollector(connection, new AbortController().signal) }
}

const candidate = (type: string) => ({
  candidate: `candidate:1 1 udp 2122 192.0.2.7 9 typ ${type} generation 0`,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'u',
})

test.each([
  [[], { stun: false, turnOverUdp: false, turnOverTcp: false }],
  [['stun:a'], { stun: true, turnOverUdp: false, turnOverTcp: false }],
  [['turn:a'], { stun: false, turnOverUdp: true, turnOverTcp: false }],
  [['turn:a?transport=udp'], { stun: false, turnOverUdp: true, turnOverTcp: false }],
  [['turn:a:443?transport=tcp'], { stun: false, turnOverUdp: false, turnOverTcp: true }],
  [['turns:a'], { stun: false, turnOverUdp: false, turnOverTcp: true }],
  [['stuns:a', 'turn:a', 'turns:a'], { stun: true, turnOverUdp: true, turnOverTcp: true }],
])('%o offers %o', (urls, servers) => {
  expect(serversOf([{ urls }])).toEqual(servers)
  expect(serversOf(urls.map((url) => ({ urls: url })))).toEqual(servers)
})

test('kinds of candidate are told by side, from messages and from descriptions', () => {
  const { connection, collector } = createCollector()
  connection.emit('icecandidate', { candidate: candidate('host') })
  connection.emit('icecandidate', { candidate: null })
  collector.noteReceived({ kind: 'candidate', candidate: candidate('srflx') })
  collector.noteReceived({
    kind: 'description',
    offerSequence: 1,
    description: { type: 'offer', sdp: `v=0\r\na=${candidate('relay').candidate}\r\ns= typ host\r\n` },
  })
  const { local, remote } = collector.collect(FACTS)
  expect(local).toEqual({ ...NOTHING, host: true })
  expect(remote).toEqual({ ...NOTHING, srflx: true, relay: true })
})

test.each([
  [401, 'turn:a', true],
  [403, 'turns:a', true],
  [701, 'turn:a', false],
  [401, 'stun:a', false],
])('error %i of %s is a refusal: %s', (errorCode, url, isRelayRefused) => {
  const { connection, collector } = createCollector()
  connection.emit('icecandidateerror', { errorCode, url })
  expect(collector.collect(FACTS).isRelayRefused).toBe(isRelayRefused)
})
