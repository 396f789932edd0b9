import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LinkEvent } from './link-event'
import { StatsHistory } from './stats-history'
import { type DumpOptions, writeDump } from './write-dump'

const OPTIONS: DumpOptions = {
  isWhole: false,
  userAgent: 'Mozilla/5.0 Chrome/156',
  origin: 'https://ann-and-bo.example',
  epochOffsetMs: 1_700_000_000_000,
}

const hex = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
const word = hex(12).map((digits) => `x${digits.join('')}`)

/** Every form in which an address may come. The last: what a relay may be called. */
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6().filter((text) => text.length > 6),
  fc.uuid().map((id) => `${id}.local`),
  word.map((name) => `${name}.example.org`),
)
const secrets = fc.record({
  host: address,
  reflexive: address,
  related: address,
  relay: word.map((name) => `turn.${name}.example`),
  fragment: word,
  password: word,
  username: word,
  credential: word,
  fingerprint: fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')),
})
type Secrets = typeof secrets extends fc.Arbitrary<infer T> ? T : never

function dumpOf(secret: Secrets, options = OPTIONS): string {
  const candidate = `candidate:1 1 udp 2122 ${secret.reflexive} 5000 typ srflx raddr ${secret.related} rport 9 generation 0 ufrag ${secret.fragment}`
  const sdp = [
    'v=0',
    `o=- 1 2 IN IP4 ${secret.host}`,
    `c=IN IP6 ${secret.host}`,
    `a=ice-ufrag:${secret.fragment}`,
    `a=ice-pwd:${secret.password}`,
    `a=fingerprint:sha-256 ${secret.fingerprint}`,
    `a=${candidate}`,
  ].join('\r\n')
  const history = new StatsHistory(10)
  history.add(
    [
      {
        id: 'I1',
        type: 'local-candidate',
        address: secret.host,
        ip: secret.host,
        relatedAddress: secret.related,
        usernameFragment: secret.fragment,
        url: `turn:${secret.relay}:3478?transport=udp`,
        port: 5000,
      },
      { id: `CF${secret.fingerprint}`, type: 'certificate', fingerprint: secret.fingerprint },
    ],
    OPTIONS.epochOffsetMs,
  )
  const events: LinkEvent[] = [
    { atMs: 0, kind: 'capture-requested' },
    { atMs: 1, kind: 'capture-opened' },
    { atMs: 2, kind: 'requested', preparation: 'none' },
    { atMs: 3, kind: 'description', side: 'local', type: 'offer', sdp },
    { atMs: 4, kind: 'candidate', candidate, sdpMid: '0' },
    { atMs: 5, kind: 'candidate-error', errorCode: 701, url: `stun:${secret.relay}:3478` },
    { atMs: 6, kind: 'state', machine: 'ice', state: 'connected' },
  ]
  const { username, credential } = secret
  const configuration = { iceServers: [{ urls: [`turns:${secret.relay}:5349`], username, credential }] }
  return writeDump(
    [{ id: 'link', role: 'offerer', configuration, events, columns: history.columns() }],
    options,
  )
}

it('tells no address, server, credential, fragment or certificate, in whatever place and form it stands', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const dump = dumpOf(secret)
      for (const [name, text] of Object.entries(secret)) {
        expect(dump.includes(text), `${name} ${text} in ${dump}`).toBe(false)
      }
      expect(dump).not.toContain('ann-and-bo')
    }),
  )
})

it('tells all of it where that is asked for', () => {
  fc.assert(
    fc.property(secrets, (secret) => {
      const dump = dumpOf(secret, { ...OPTIONS, isWhole: true })
      for (const text of Object.values(secret)) expect(dump).toContain(text)
    }),
    { numRuns: 10 },
  )
})

it('has the members of the dump that Chrome writes, and keeps what belongs together together', () => {
  const [secret] = fc.sample(secrets, { numRuns: 1, seed: 1 })
  const dump = JSON.parse(secret === undefined ? '' : dumpOf(secret))
  expect(Object.keys(dump)).toEqual([
    'getUserMedia',
    'PeerConnections',
    'UserAgent',
    'UserAgentData',
    'earshot',
  ])
  const connection = dump.PeerConnections['1-1']
  expect(Object.keys(connection)).toEqual([
    'pid',
    'url',
    'rtcConfiguration',
    'constraints',
    'updateLog',
    'stats',
  ])
  expect(connection.updateLog.map(({ type }: { type: string }) => type)).toEqual([
    'setLocalDescription',
    'icecandidate',
    'icecandidateerror',
    'iceconnectionstatechange',
  ])
  expect(connection.stats['I1-port']).toEqual({
    startTime: '2023-11-14T22:13:20.000Z',
    endTime: '2023-11-14T22:13:20.000Z',
    statsType: 'local-candidate',
    values: '[5000]',
  })
  const word = JSON.parse(connection.stats['I1-usernameFragment'].values)[0]
  expect(connection.updateLog[1].value).toContain(` ufrag ${word}`)
  expect(dump.getUserMedia.map(({ request_type }: { request_type: string }) => request_type)).toEqual([
    'getUserMedia',
    'getUserMediaOnSuccess',
  ])
})
