import { expect, test } from 'vitest'
import type { LinkVerdict } from '@/lib/protocol/link-outcome'
import { chooseVerdict, type LinkEvidence } from './verdict'

const NONE = { host: false, srflx: false, relay: false }
const HOST = { host: true, srflx: false, relay: false }
const SRFLX = { host: true, srflx: true, relay: false }
const RELAY = { host: true, srflx: true, relay: true }
const NO_SERVERS = { stun: false, turnOverUdp: false, turnOverTcp: false }
const TURN_UDP = { stun: true, turnOverUdp: true, turnOverTcp: false }
const TURN_BOTH = { stun: true, turnOverUdp: true, turnOverTcp: true }

/** Answered, no path found, nothing configured, nothing else known. */
const BASE: LinkEvidence = {
  isAnswered: true,
  wasConnected: false,
  hasPeerLeft: false,
  isSignalingReachable: true,
  dtls: 'new',
  local: HOST,
  remote: HOST,
  servers: NO_SERVERS,
  isRelayRefused: false,
}

test.each<[string, Partial<LinkEvidence>, LinkVerdict]>([
  ['nothing but hosts', {}, 'no-relay-configured'],
  ['STUN alone', { servers: { ...NO_SERVERS, stun: true }, local: SRFLX }, 'no-relay-configured'],
  ['no relay here, but the peer shows one', { remote: RELAY }, 'unknown'],
  [
    'credentials refused',
    { servers: TURN_BOTH, isRelayRefused: true, local: SRFLX },
    'relay-refused-credentials',
  ],
  [
    'one relay refused, another gave a candidate',
    { servers: TURN_BOTH, isRelayRefused: true, local: RELAY },
    'unknown',
  ],
  ['no UDP gets out', { servers: TURN_UDP }, 'udp-blocked-no-tcp-relay'],
  [
    'no UDP gets out here, while the peer has a relay',
    { servers: TURN_UDP, remote: RELAY },
    'udp-blocked-no-tcp-relay',
  ],
  ['no UDP gets out of the peer', { servers: TURN_UDP, local: RELAY }, 'udp-blocked-no-tcp-relay'],
  ['the peer has no relay, but UDP gets out', { servers: TURN_UDP, local: RELAY, remote: SRFLX }, 'unknown'],
  ['hidden, so nothing tells whether UDP gets out', { servers: TURN_UDP, local: NONE }, 'relay-unreachable'],
  ['the peer is hidden, and its relay is dead', { servers: TURN_UDP, local: RELAY, remote: NONE }, 'unknown'],
  ['UDP gets out, the relay is dead', { servers: TURN_UDP, local: SRFLX }, 'relay-unreachable'],
  ['relays over UDP and TCP, none answers', { servers: TURN_BOTH }, 'relay-unreachable'],
  ['a relay on both sides and still nothing', { servers: TURN_BOTH, local: RELAY, remote: RELAY }, 'unknown'],
  ['the certificate was another', { dtls: 'failed', local: RELAY }, 'dtls-failed'],
  [
    'the certificate was another, and nothing was said since',
    { dtls: 'failed', isAnswered: false },
    'dtls-failed',
  ],
  ['nobody answered', { isAnswered: false }, 'never-answered'],
  ['nobody could answer', { isAnswered: false, isSignalingReachable: false }, 'signaling-unreachable'],
  ['nobody can tell about signaling', { isAnswered: false, isSignalingReachable: null }, 'never-answered'],
  [
    'lost, and signaling with it',
    { wasConnected: true, isSignalingReachable: false },
    'signaling-unreachable',
  ],
  ['never up, and signaling lost after the answer', { isSignalingReachable: false }, 'no-relay-configured'],
  ['the peer said goodbye', { hasPeerLeft: true, dtls: 'failed', isSignalingReachable: false }, 'peer-left'],
])('%s', (_, evidence, verdict) => {
  expect(chooseVerdict({ ...BASE, ...evidence })).toBe(verdict)
})
