import { RateLimiterMemory } from 'rate-limiter-flexible'
import { describe, expect, it } from 'vitest'
import { createRateLimits, RATES } from './rate-limits'

const VAST = 1_000_000

/** How many of `attempts` are allowed, one after the other. */
async function count(attempts: number, allow: () => Promise<boolean>): Promise<number> {
  let allowed = 0
  for (let attempt = 0; attempt < attempts; attempt += 1) if (await allow()) allowed += 1
  return allowed
}

describe('rate limits', () => {
  it('B4 B5 B11 B13 B17 H7 M4 the numbers are those of the protocol', () => {
    expect(RATES).toEqual({
      handshakesPerMinute: 600,
      doctorsPerMinute: 10,
      allDoctorsPerMinute: 100,
      requestsPerSecond: 60,
      requestBurst: 300,
      calmRequestsPerSecond: 10,
      roomRequestsPerSecond: 500,
      roomRequestBurst: 5_000,
      joinsPerMinute: 120,
      roomJoinsPerMinute: 300,
      guessesPerAddress: 10,
      guessesPerRoom: 100,
      reportsPerMinute: 20,
      allReportsPerMinute: 200,
      linkReportsPerMinute: 600,
    })
  })

  it('B11 B15 count handshakes and reports by address, reports in all besides', async () => {
    const limits = createRateLimits({
      ...RATES,
      handshakesPerMinute: 2,
      reportsPerMinute: 2,
      allReportsPerMinute: 3,
    })
    expect(await count(3, () => limits.allowHandshake('a'))).toBe(2)
    expect(await count(3, () => limits.allowHandshake('b'))).toBe(2)
    expect(await count(3, () => limits.allowReport('a'))).toBe(2)
    expect(await count(3, () => limits.allowReport('b'))).toBe(1)
  })

  it('B13 leave each socket a calm share of a room that is flooded', async () => {
    const limits = createRateLimits({
      ...RATES,
      requestsPerSecond: VAST,
      calmRequestsPerSecond: 3,
      roomRequestsPerSecond: 5,
      roomRequestBurst: 2,
    })
    const ask = (socketId: string, roomId: string | null) => () => limits.allowRequest({ socketId, roomId })
    expect(await count(20, ask('flooder', 'room'))).toBe(3 + 5 + 2)
    expect(await count(3, ask('host', 'room'))).toBe(3)
    expect(await count(1, ask('host', 'room'))).toBe(0)
    expect(await count(10, ask('elsewhere', 'other'))).toBe(10)
    expect(await count(20, ask('outside', null))).toBe(20)
  })

  it('B5 B13 a join that its address may not make takes nothing from the room', async () => {
    const limits = createRateLimits({ ...RATES, joinsPerMinute: 1, roomJoinsPerMinute: 2 })
    const join = (addressKey: string) => () => limits.allowJoin({ roomId: 'room', addressKey })
    expect(await count(10, join('a'))).toBe(1)
    expect(await count(1, join('b'))).toBe(1)
    expect(await count(1, join('c'))).toBe(0)
  })

  it('H7 count wrong passcodes of an address in a room, and of a room from everywhere', async () => {
    const limits = createRateLimits({ ...RATES, guessesPerAddress: 2, guessesPerRoom: 3 })
    const guess = (addressKey: string) => async () => {
      const by = { roomId: 'room', addressKey }
      if (await limits.passcodeGuesses.isBlocked(by)) return false
      await limits.passcodeGuesses.count(by)
      return true
    }
    expect(await count(5, guess('a'))).toBe(2)
    expect(await count(5, guess('b'))).toBe(1)
    expect(await limits.passcodeGuesses.isBlocked({ roomId: 'other', addressKey: 'a' })).toBe(false)
  })

  it('are all counted where the one factory says, each under a name of its own', () => {
    const names: string[] = []
    createRateLimits(RATES, (bound) => {
      names.push(bound.keyPrefix)
      return new RateLimiterMemory(bound)
    })
    expect(names.length).toBeGreaterThan(8)
    expect(new Set(names).size).toBe(names.length)
  })
})
