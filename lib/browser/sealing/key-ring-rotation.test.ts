import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from '@/lib/protocol/base64url'
import { KeyRing, type PayloadContext } from './key-ring'

const ROOM = 'north'
const KEY = 'AAECAwQFBgcICQoLDA0ODw'
const OTHER_KEY = 'AAECAwQFBgcICQoLDA0ODg'
const PROFILE: PayloadContext = { sender: 'AAAAAAAAAAAAAAAAAAAAAA', kind: 'profile', subject: '' }
const OPENED = { ok: true, text: 'text', counter: 5 }
const REFUSED = { ok: false }
const secret = (n: number) => encodeBase64Url(new Uint8Array(32).fill(n))

async function createRing(roomKey: string | null, ...secrets: readonly (string | null)[]) {
  const ring = new KeyRing(ROOM, roomKey)
  for (const each of secrets) await ring.setPasscodeSecret(each)
  return ring
}

const sealBy = (ring: KeyRing) => ring.seal(PROFILE, 5, 'text')

describe('a ring of keys', () => {
  it('S1: names the room key, whatever the passcode', async () => {
    const [plain, mixed] = [await createRing(KEY), await createRing(KEY, secret(1))]
    expect(await plain.keyId()).toMatch(/^[\w-]{22}$/)
    expect(await mixed.keyId()).toBe(await plain.keyId())
    expect(await (await createRing(OTHER_KEY)).keyId()).not.toBe(await plain.keyId())
    expect(await new KeyRing('south', KEY).keyId()).not.toBe(await plain.keyId())
    expect(await (await createRing(null, secret(1))).keyId()).toBeNull()
  })

  it('S1: opens nothing that another room key sealed', async () => {
    expect(await (await createRing(OTHER_KEY)).open(PROFILE, await sealBy(await createRing(KEY)))).toEqual(
      REFUSED,
    )
  })

  it('S6: seals nothing without a room key and a passcode', async () => {
    const ring = await createRing(null)
    expect(ring.isSealing).toBe(false)
    await expect(sealBy(ring)).rejects.toThrow()
    expect(await ring.open(PROFILE, await sealBy(await createRing(KEY)))).toEqual(REFUSED)
  })

  it('S6: mixes the passcode in: neither the key alone, nor the passcode alone, nor another one opens', async () => {
    const payload = await sealBy(await createRing(KEY, secret(1)))
    expect(await (await createRing(KEY, secret(1))).open(PROFILE, payload)).toEqual(OPENED)
    for (const ring of [
      await createRing(KEY),
      await createRing(null, secret(1)),
      await createRing(KEY, secret(2)),
      await createRing(OTHER_KEY, secret(1)),
    ]) {
      expect(await ring.open(PROFILE, payload)).toEqual(REFUSED)
    }
  })

  it('S6: a passcode is all the key of a room without one, until it is removed', async () => {
    const ring = await createRing(null, secret(1))
    expect(ring.isSealing).toBe(true)
    const payload = await sealBy(ring)
    expect(await (await createRing(null, secret(1))).open(PROFILE, payload)).toEqual(OPENED)
    await ring.setPasscodeSecret(null)
    expect(ring.isSealing).toBe(false)
    await expect(sealBy(ring)).rejects.toThrow()
    expect(await ring.open(PROFILE, payload)).toEqual(OPENED)
  })

  it('S7: seals by the newest and opens by any', async () => {
    const ring = await createRing(KEY)
    const bySecret = async (each: string | null) => sealBy(await createRing(KEY, each))
    await ring.setPasscodeSecret(secret(1))
    await ring.setPasscodeSecret(secret(2))
    for (const each of [null, secret(1), secret(2)]) {
      expect(await ring.open(PROFILE, await bySecret(each))).toEqual(OPENED)
    }
    expect(await (await createRing(KEY, secret(1))).open(PROFILE, await sealBy(ring))).toEqual(REFUSED)
    expect(await (await createRing(KEY, secret(2))).open(PROFILE, await sealBy(ring))).toEqual(OPENED)
  })

  it('S7: seals by the room key alone again where the passcode is removed', async () => {
    const ring = await createRing(KEY, secret(1), null)
    expect(ring.isSealing).toBe(true)
    expect(await (await createRing(KEY)).open(PROFILE, await sealBy(ring))).toEqual(OPENED)
  })

  it('S7: counts a passcode from the call on, before its key is derived', async () => {
    const ring = await createRing(KEY)
    const setting = ring.setPasscodeSecret(secret(1))
    const payload = await sealBy(ring)
    await setting
    expect(await (await createRing(KEY)).open(PROFILE, payload)).toEqual(REFUSED)
    expect(await (await createRing(KEY, secret(1))).open(PROFILE, payload)).toEqual(OPENED)
  })

  it('S7: keeps eight keys, and one that comes again as one', async () => {
    const first = await sealBy(await createRing(KEY))
    const ring = await createRing(KEY, ...[1, 2, 3, 4, 5, 6, 7].map(secret))
    for (let round = 0; round < 4; round++) {
      await ring.setPasscodeSecret(secret(6))
      await ring.setPasscodeSecret(secret(7))
    }
    expect(await ring.open(PROFILE, first)).toEqual(OPENED)
    await ring.setPasscodeSecret(secret(8))
    expect(await ring.open(PROFILE, first)).toEqual(REFUSED)
    expect(await ring.open(PROFILE, await sealBy(await createRing(KEY, secret(1))))).toEqual(OPENED)
  })

  it('takes neither a key nor a secret of another form, and stays as it was', async () => {
    expect(() => new KeyRing(ROOM, 'short')).toThrow(TypeError)
    const ring = await createRing(KEY)
    for (const malformed of ['', KEY, `${secret(1)}=`, secret(1).replace(/.$/, 'F')]) {
      await expect(ring.setPasscodeSecret(malformed), malformed).rejects.toThrow(TypeError)
    }
    expect(await (await createRing(KEY)).open(PROFILE, await sealBy(ring))).toEqual(OPENED)
  })

  it('S7: opens by the newest key alone once the older are forgotten', async () => {
    const ring = await createRing(KEY, secret(1))
    ring.forgetOlder()
    expect(await ring.open(PROFILE, await sealBy(await createRing(KEY, secret(1))))).toEqual(OPENED)
    expect(await ring.open(PROFILE, await sealBy(await createRing(KEY)))).toEqual(REFUSED)
  })
})
