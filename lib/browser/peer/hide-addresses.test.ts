import { expect, test } from 'vitest'
import type { CandidateMessage, DescriptionMessage } from '@/lib/protocol/link-messages'
import { hideAddresses } from './hide-addresses'

const HOST = 'candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0 ufrag u'
const SRFLX = 'candidate:2 1 udp 1686052607 198.51.100.9 50000 typ srflx raddr 192.0.2.7 rport 50000 ufrag u'
const RELAY = 'candidate:3 1 udp 41885439 203.0.113.2 60000 typ relay raddr 198.51.100.9 rport 50000 ufrag u'
const HIDDEN_RELAY = 'candidate:3 1 udp 41885439 203.0.113.2 60000 typ relay raddr 0.0.0.0 rport 0 ufrag u'

function candidateMessage(candidate: string): CandidateMessage {
  return {
    kind: 'candidate',
    candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'u' },
  }
}

function descriptionMessage(lines: readonly string[]): DescriptionMessage {
  return {
    kind: 'description',
    offerSequence: 1,
    description: { type: 'offer', sdp: lines.map((line) => `${line}\r\n`).join('') },
  }
}

test.each([HOST, SRFLX])('nothing is left of %s', (candidate) => {
  expect(hideAddresses(candidateMessage(candidate))).toBeNull()
})

test('a relayed candidate goes out without what the relay saw', () => {
  expect(hideAddresses(candidateMessage(RELAY))).toEqual(candidateMessage(HIDDEN_RELAY))
})

test('the end of the candidates goes out', () => {
  expect(hideAddresses(candidateMessage(''))).toEqual(candidateMessage(''))
})

test('a description keeps its relayed candidates and everything that tells no address', () => {
  const before = [
    'o=- 1 2 IN IP4 127.0.0.1',
    'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 192.0.2.7',
    'a=rtcp:9 IN IP6 2001:db8::7',
    `a=${HOST}`,
    `a=${SRFLX}`,
    `a=${RELAY}`,
    'a=ice-ufrag:u',
  ]
  const after = [
    'o=- 1 2 IN IP4 127.0.0.1',
    'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    `a=${HIDDEN_RELAY}`,
    'a=ice-ufrag:u',
  ]
  expect(hideAddresses(descriptionMessage(before))).toEqual(descriptionMessage(after))
})

test('other messages pass as they are', () => {
  expect(hideAddresses({ kind: 'bye' })).toEqual({ kind: 'bye' })
})
