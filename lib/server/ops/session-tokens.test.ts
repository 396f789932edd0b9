import { createHmac } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createRandomId, normalizeRoomName } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import { HandClock } from '@/lib/testing/hand-clock'
import { createSessionTokens } from './session-tokens'

const DAY_MS = 24 * 60 * 60 * 1000
const claims = { roomId: 'café', participantId: createRandomId() }

describe('J5 session tokens', () => {
  it('name room and participant, to any server with the same secret', async () => {
    const clock = new HandClock()
    const token = await createSessionTokens('secret', clock).sign(claims)
    expect(await createSessionTokens('secret', clock).verify(token)).toEqual(claims)
  })

  it('end after a week', async () => {
    const clock = new HandClock()
    const tokens = createSessionTokens('secret', clock)
    const token = await tokens.sign(claims)
    clock.advance(7 * DAY_MS - 1_000)
    expect(await tokens.verify(token)).toEqual(claims)
    clock.advance(1_000)
    expect(await tokens.verify(token)).toBeNull()
  })

  it('of another secret, changed, unsigned or senseless ones name nobody', async () => {
    const clock = new HandClock()
    const tokens = createSessionTokens('secret', clock)
    const [header, , signature] = (await tokens.sign(claims)).split('.')
    const other = await tokens.sign({ ...claims, roomId: 'other' })
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url')
    const body = other.split('.')[1]
    const bad = [
      await createSessionTokens('another', clock).sign(claims),
      `${header}.${body}.${signature}`,
      `${unsigned}.${body}.`,
      '',
      'a.b.c',
      'x'.repeat(LIMITS.tokenLength),
    ]
    expect(await Promise.all(bad.map((token) => tokens.verify(token)))).toEqual(bad.map(() => null))
  })

  it('signed with our key for another end, or without an end, name nobody', async () => {
    const clock = new HandClock()
    const tokens = createSessionTokens('secret', clock)
    const key = createHmac('sha256', 'secret').update('earshot-session').digest()
    const jwt = () =>
      new SignJWT({ room: claims.roomId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(claims.participantId)
    const end = Math.floor(clock.now() / 1000) + 60
    const sound = await jwt().setAudience('earshot-session').setExpirationTime(end).sign(key)
    expect(await tokens.verify(sound)).toEqual(claims)
    expect(await tokens.verify(await jwt().setAudience('other').setExpirationTime(end).sign(key))).toBeNull()
    expect(await tokens.verify(await jwt().setAudience('earshot-session').sign(key))).toBeNull()
  })

  it('fit their bound for the longest room name', async () => {
    const roomId = normalizeRoomName('𐐨'.repeat(LIMITS.roomNameLength)) ?? ''
    expect([...roomId]).toHaveLength(LIMITS.roomNameLength)
    const token = await createSessionTokens('secret', new HandClock()).sign({ ...claims, roomId })
    expect(token.length).toBeLessThanOrEqual(LIMITS.tokenLength)
  })
})
