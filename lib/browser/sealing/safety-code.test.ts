import { describe, expect, it } from 'vitest'
import {
  commitToNonce,
  computeSafetyCode,
  createSafetyNonce,
  readFingerprint,
  verifyCommitment,
} from './safety-code'

const LINK = 'BBBBBBBBBBBBBBBBBBBBBA'
const OTHER_LINK = 'BBBBBBBBBBBBBBBBBBBBBQ'
const fingerprint = (pair: string) => `sha-256 ${Array<string>(32).fill(pair).join(':')}`
const PARTIES = {
  linkId: LINK,
  offererFingerprint: fingerprint('AA'),
  answererFingerprint: fingerprint('0B'),
}
const NONCES = {
  offerer: 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE',
  answerer: 'AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI',
}

describe('the safety code', () => {
  // The fixed values were made by node:crypto from S8 and the field encoding.
  it('S8: commits to a nonce by a fixed hash', async () => {
    const commitment = 'c_TR3r6XAO5rvJJbvo1bVcOQcUK-1fW5TPD2fZOQY7g'
    expect(await commitToNonce(NONCES.offerer, LINK)).toBe(commitment)
    expect(await verifyCommitment(commitment, NONCES.offerer, LINK)).toBe(true)
  })

  it('S8: takes no other nonce, nor a commitment of another link', async () => {
    const nonce = createSafetyNonce()
    const commitment = await commitToNonce(nonce, LINK)
    expect(await verifyCommitment(commitment, createSafetyNonce(), LINK)).toBe(false)
    expect(await verifyCommitment(commitment, nonce, OTHER_LINK)).toBe(false)
    expect(await verifyCommitment(nonce, nonce, LINK)).toBe(false)
    expect(await verifyCommitment('', nonce, LINK)).toBe(false)
  })

  it('S8: is the first 42 bits of a fixed hash', async () => {
    expect(await computeSafetyCode(PARTIES, NONCES)).toEqual([3, 15, 2, 44, 23, 22, 24])
  })

  it.each([
    ['link', { ...PARTIES, linkId: OTHER_LINK }, NONCES],
    ['offerer', { ...PARTIES, offererFingerprint: fingerprint('AB') }, NONCES],
    ['answerer', { ...PARTIES, answererFingerprint: fingerprint('0C') }, NONCES],
    [
      'order of the two',
      {
        ...PARTIES,
        offererFingerprint: PARTIES.answererFingerprint,
        answererFingerprint: PARTIES.offererFingerprint,
      },
      NONCES,
    ],
    ["offerer's nonce", PARTIES, { ...NONCES, offerer: NONCES.offerer.replace('A', 'B') }],
    ["answerer's nonce", PARTIES, { ...NONCES, answerer: NONCES.answerer.replace('A', 'B') }],
    ['order of the nonces', PARTIES, { offerer: NONCES.answerer, answerer: NONCES.offerer }],
  ])('S8: is another with another %s', async (_, parties, nonces) => {
    expect(await computeSafetyCode(parties, nonces)).not.toEqual(await computeSafetyCode(PARTIES, NONCES))
  })

  it('S8: has nonces of 256 bits, made anew each time', () => {
    const nonces = Array.from({ length: 64 }, createSafetyNonce)
    expect(new Set(nonces).size).toBe(64)
    for (const nonce of nonces) expect(Buffer.from(nonce, 'base64url')).toHaveLength(32)
  })
})

describe("a description's fingerprint", () => {
  const head = ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0']
  const write = (...lines: readonly string[]) => [...head, ...lines, ''].join('\r\n')
  const line = (pair: string) => `a=fingerprint:${fingerprint(pair)}`
  const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 111'
  const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96'
  const sha1 = `a=fingerprint:sha-1 ${Array<string>(20).fill('AA').join(':')}`

  it.each([
    ['of its one m-section', write(audio, line('AA'))],
    ['of all m-sections alike, as in Chromium', write(audio, line('AA'), video, line('AA'))],
    ['of the session, as in Firefox', write(line('AA'), audio, video)],
    ['of an m-section whose transport others share (RFC 8843)', write(audio, line('AA'), video)],
    ['in another case', write(audio, line('AA').toLowerCase(), video, line('AA'))],
    ['with SHA-256 in capitals', write(audio, line('AA').replace('sha', 'SHA'))],
    ['in lines that end by LF alone', write(audio, line('AA')).replaceAll('\r\n', '\n')],
  ])('is read, %s', (_, sdp) => {
    expect(readFingerprint(sdp)).toBe(fingerprint('AA'))
  })

  it.each([
    ['sha-384', 48],
    ['sha-512', 64],
  ])('may be of %s', (algorithm, bytes) => {
    const digits = Array<string>(bytes).fill('0F').join(':')
    expect(readFingerprint(write(audio, `a=fingerprint:${algorithm} ${digits}`))).toBe(
      `${algorithm} ${digits}`,
    )
  })

  it.each([
    ['there is none', write(audio)],
    ['there is no text', ''],
    ['two m-sections disagree', write(audio, line('AA'), video, line('AB'))],
    ['session and m-section disagree', write(line('AA'), audio, line('AB'))],
    ['one m-section has two', write(audio, line('AA'), line('AB'))],
    ['it is of SHA-1', write(audio, sha1)],
    ['a weaker one stands beside it', write(audio, line('AA'), sha1)],
    ['it is too short', write(audio, line('AA').slice(0, -3))],
    ['it is too long', write(audio, `${line('AA')}:AA`)],
    ['it has other digits', write(audio, line('AG'))],
    ['it has no digits', write(audio, 'a=fingerprint:sha-256')],
    ['another, malformed, stands beside it', write(audio, line('AA'), `A=Fingerprint: ${fingerprint('AB')}`)],
    ['another stands behind a lone CR', write(audio, line('AA'), `a=x\r${line('AB')}`)],
  ])('is none where %s', (_, sdp) => {
    expect(readFingerprint(sdp)).toBeNull()
  })
})
