import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '@/lib/protocol/base64url'
import { LIMITS } from '@/lib/protocol/limits'
import { SeededRandom } from '@/lib/testing/peer-seeded-random'
import { decodeBase64Url } from './base64url'
import { KeyRing, type PayloadContext } from './key-ring'
import { createRoomKey } from './room-key'

// The fixed payloads below were made by node:crypto from S1, S2 and the field encoding, not by the code under test.
const ROOM = 'café'
const KEY = 'AAECAwQFBgcICQoLDA0ODw'
const SECRET = '__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA'
const OFFER: PayloadContext = {
  sender: 'AAAAAAAAAAAAAAAAAAAAAA',
  kind: 'offer',
  subject: 'BBBBBBBBBBBBBBBBBBBBBA',
}
const COUNTER = 0x01_02_03_04_05_06
const TEXT = '{"a":"ü"}'
const REFUSED = { ok: false }
const fixedNonce = () => Uint8Array.from({ length: 12 }, (_, at) => 100 + at)
/** Version, mark, counter, nonce. */
const PREFIX_BYTES = 23

async function createRing(roomKey: string | null, ...secrets: readonly (string | null)[]) {
  const ring = new KeyRing(ROOM, roomKey, fixedNonce)
  for (const secret of secrets) await ring.setPasscodeSecret(secret)
  return ring
}

describe('a sealed payload', () => {
  it.each([
    ['the room key', KEY, [], 'AZF42-IBAgMEBQZkZWZnaGlqa2xtbm_xncvseOx6oYRWVY7kU1OwsdSDyYO7WUmQRg'],
    [
      "a passcode's secret",
      null,
      [SECRET],
      'AaJbemoBAgMEBQZkZWZnaGlqa2xtbm9vNhnQZVsoxZZp3Z9Mnztn_EGxTHhvDoNrrw',
    ],
    ['both', KEY, [SECRET], 'ATOy9cQBAgMEBQZkZWZnaGlqa2xtbm8f5ze7Uvi2GYj0ylDT1aNwBWxITuSWHO14Jg'],
  ])('S2: has a fixed form under %s', async (_, roomKey, secrets, payload) => {
    const ring = await createRing(roomKey, ...secrets)
    expect(await ring.seal(OFFER, COUNTER, TEXT)).toBe(payload)
    expect(await ring.open(OFFER, payload)).toEqual({ ok: true, text: TEXT, counter: COUNTER })
  })

  it('S2: opens for another ring of the same link', async () => {
    const roomKey = createRoomKey()
    const [ann, bob] = [new KeyRing(ROOM, roomKey), new KeyRing(ROOM, roomKey)]
    for (const text of ['', '\uFEFFmark', 'x'.repeat(20_000)]) {
      const payload = await ann.seal(OFFER, 0, text)
      expect(await bob.open(OFFER, payload)).toEqual({ ok: true, text, counter: 0 })
    }
  })

  it('S2: has a nonce of its own each time', async () => {
    const ring = new KeyRing(ROOM, KEY)
    const payloads = await Promise.all(Array.from({ length: 100 }, () => ring.seal(OFFER, 0, TEXT)))
    expect(new Set(payloads).size).toBe(100)
    expect(new Set(payloads.map((payload) => payload.slice(15, 30))).size).toBe(100)
  })

  it.each([
    ['sender', ROOM, { ...OFFER, sender: 'AAAAAAAAAAAAAAAAAAAAAQ' }],
    ['kind', ROOM, { ...OFFER, kind: 'answer' }],
    ['subject', ROOM, { ...OFFER, subject: 'BBBBBBBBBBBBBBBBBBBBBQ' }],
    ['subject, none', ROOM, { ...OFFER, subject: '' }],
    ['room', 'cafe', OFFER],
    ['room and sender, their border moved', `${ROOM}A`, { ...OFFER, sender: OFFER.sender.slice(1) }],
    ['sender and subject, exchanged', ROOM, { ...OFFER, sender: OFFER.subject, subject: OFFER.sender }],
  ] satisfies [string, string, PayloadContext][])(
    'S2: does not open with another %s',
    async (_, room, context) => {
      const payload = await new KeyRing(ROOM, KEY).seal(OFFER, COUNTER, TEXT)
      expect(await new KeyRing(room, KEY).open(context, payload)).toEqual(REFUSED)
    },
  )

  it('S2: does not open with any one bit changed: version, mark, counter, nonce, text, tag', async () => {
    const ring = new KeyRing(ROOM, KEY)
    const payload = await ring.seal(OFFER, COUNTER, TEXT)
    const length = decodeBase64Url(payload)?.length ?? 0
    expect(length).toBe(PREFIX_BYTES + 10 + 16)
    for (let bit = 0; bit < length * 8; bit++) {
      const bytes = decodeBase64Url(payload) ?? new Uint8Array()
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(await ring.open(OFFER, encodeBase64Url(bytes)), `bit ${bit}`).toEqual(REFUSED)
    }
  })

  it('S2: does not open truncated, extended, padded or written otherwise', async () => {
    const ring = new KeyRing(ROOM, KEY)
    const payload = await ring.seal(OFFER, COUNTER, TEXT)
    // 49 bytes: the last of 66 characters has four bits to spare.
    const lettersOfTheSameByte = { A: 'BP', Q: 'Rf', g: 'hv', w: 'x_' }[payload.at(-1) ?? ''] ?? ''
    expect(lettersOfTheSameByte).toHaveLength(2)
    const others = [
      ...Array.from({ length: payload.length }, (_, length) => payload.slice(0, length)),
      ...[`${payload}A`, `${payload}AA`, `${payload}AAAA`, `A${payload}`, payload + payload],
      ...[`${payload}=`, `${payload}==`, `${payload}\n`, ` ${payload}`],
      ...[...lettersOfTheSameByte].map((letter) => payload.slice(0, -1) + letter),
      Buffer.from(payload, 'base64url').toString('hex'),
      TEXT,
    ]
    for (const other of others) expect(await ring.open(OFFER, other), other).toEqual(REFUSED)
  })

  it('S5: that is noise, or too long for the wire, is refused and throws nothing', async () => {
    const ring = new KeyRing(ROOM, KEY)
    const random = new SeededRandom(11)
    for (let round = 0; round < 300; round++) {
      const noise = Uint8Array.from({ length: random.below(120) }, () => random.below(256))
      expect(await ring.open(OFFER, encodeBase64Url(noise))).toEqual(REFUSED)
      expect(await ring.open(OFFER, String.fromCharCode(...noise))).toEqual(REFUSED)
    }
    const text = 'x'.repeat((LIMITS.linkPayloadLength * 3) / 4 - PREFIX_BYTES - 16)
    expect(await ring.open(OFFER, await ring.seal(OFFER, 0, text))).toMatchObject({ ok: true })
    expect(await ring.open(OFFER, await ring.seal(OFFER, 0, `${text}x`))).toEqual(REFUSED)
  })

  it.each([0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 48 - 1])('S2: carries the counter %d', async (counter) => {
    const ring = new KeyRing(ROOM, KEY)
    expect(await ring.open(OFFER, await ring.seal(OFFER, counter, TEXT))).toMatchObject({ counter })
  })

  it.each([-1, 0.5, 2 ** 48, Number.NaN])('S2: cannot have the counter %d', async (counter) => {
    await expect(new KeyRing(ROOM, KEY).seal(OFFER, counter, TEXT)).rejects.toThrow(RangeError)
  })
})
