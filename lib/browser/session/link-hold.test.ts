import { expect, test } from 'vitest'
import { LIMITS } from '@/lib/protocol/limits'
import type { CandidateMessage, DescriptionMessage } from '@/lib/protocol/link-messages'
import { LinkHold } from './link-hold'

const candidate = (foundation: number): CandidateMessage => ({
  kind: 'candidate',
  candidate: {
    candidate: `candidate:${foundation} 1 udp 2122260223 192.0.2.7 50000 typ host`,
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: 'u',
  },
})

const description = (type: 'offer' | 'answer', ...lines: readonly string[]): DescriptionMessage => ({
  kind: 'description',
  offerSequence: 1,
  description: { type, sdp: lines.map((line) => `${line}\r\n`).join('') },
})

const FOUND = [
  'c=IN IP4 192.0.2.7',
  'a=setup:actpass',
  'a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host',
  'a=candidate:3 1 udp 41885439 203.0.113.2 60000 typ relay raddr 192.0.2.7 rport 50000',
  'a=end-of-candidates',
  'a=mid:0',
] as const

test('P7 who waits tells a description without where they are, and begins DTLS', () => {
  expect(new LinkHold('offerer').tell(description('offer', ...FOUND))).toEqual({
    ...description('offer', 'c=IN IP4 0.0.0.0', 'a=setup:active', 'a=mid:0'),
    isHeld: true,
  })
})

test('P7 who waits tells their candidates after the answer alone; the caller tells them at once', () => {
  const [waiting, calling] = [new LinkHold('offerer'), new LinkHold('answerer')]
  expect(waiting.tell(candidate(1))).toBeNull()
  expect(waiting.release().untold).toEqual([candidate(1)])
  expect(calling.tell(candidate(1))).toEqual(candidate(1))
  expect(calling.release().untold).toEqual([])
})

test.each(['offerer', 'answerer'] as const)('P7 as %s one uses no candidate before the answer', (role) => {
  const hold = new LinkHold(role)
  expect(hold.hear(candidate(1))).toBeNull()
  expect(hold.hear({ ...description('answer', ...FOUND), isHeld: true })).toEqual({
    ...description('answer', 'c=IN IP4 0.0.0.0', 'a=setup:actpass', 'a=mid:0'),
    isHeld: true,
  })
  expect(hold.release().unused).toEqual([candidate(1)])
})

test('P7 the caller says that they hold it as well; who does not is not answered by it', () => {
  const answer = description('answer', 'a=setup:passive')
  expect(new LinkHold('answerer').tell(answer)).toEqual({ ...answer, isHeld: true })
  expect(new LinkHold('offerer').hear(answer)).toBeNull()
})

test.each(['profile', 'answer', 'bye'] as const)('P7 nothing else is heard before the answer: %s', (kind) => {
  const message =
    kind === 'profile'
      ? ({
          kind,
          profile: {
            name: 'Mallory',
            isMicrophoneOn: true,
            isCameraOn: true,
            screenStreamId: null,
            isRecording: false,
            revision: 1,
          },
        } as const)
      : ({ kind } as const)
  expect(new LinkHold('answerer').hear(message)).toBeNull()
})

test.each([
  'a=candidate:9 1 udp 2122260223 198.51.100.66 5000 typ host x y\r\r\n',
  'a=candidate:9\u2028 1 udp 2122260223 198.51.100.66 5000 typ host\r\n',
  'a=candidate:9 1 udp 2122260223 198.51.100.66 5000 typ host\n',
  'a=mid:0\ra=candidate:9 1 udp 2122260223 198.51.100.66 5000 typ host\r\n',
  'A=Candidate:9 1 udp 2122260223 198.51.100.66 5000 typ host\r\n',
  'a= candidate:9 1 udp 2122260223 198.51.100.66 5000 typ host',
])('P7 no candidate passes, however it is written: %j', (line) => {
  const offer: DescriptionMessage = {
    kind: 'description',
    offerSequence: 1,
    isHeld: true,
    description: { type: 'offer', sdp: `v=0\r\n${line}` },
  }
  const heard = new LinkHold('answerer').hear(offer)
  expect(heard?.description.sdp).toMatch(/^v=0/)
  expect(heard?.description.sdp).not.toContain('198.51.100.66')
})

test('P7 no more candidates are kept than an offer may have', () => {
  const hold = new LinkHold('answerer')
  for (let index = 0; index < LIMITS.candidatesPerOffer + 5; index += 1) hold.hear(candidate(index))
  expect(hold.release().unused).toHaveLength(LIMITS.candidatesPerOffer)
})
