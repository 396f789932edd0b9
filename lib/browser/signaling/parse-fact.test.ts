import { describe, expect, it } from 'vitest'
import { FACTS } from '@/lib/protocol/facts'
import { parseFact } from './parse-fact'

describe("reading the server's facts", () => {
  it.each([
    ['session:removed', {}],
    [
      'room:updated',
      { settings: { door: 'knock', admission: 'hosts', hasPasscode: false, maxParticipants: 8 } },
    ],
    ['call:ended', { participantId: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['knock:answered', { isAdmitted: true }],
  ])('takes %s', (name, fact) => {
    expect(parseFact(name, fact)).toEqual({ name, fact })
  })

  it.each(Object.keys(FACTS))('takes no %s of another form', (name) => {
    expect(parseFact(name, 'text')).toBeNull()
  })

  it.each(['room:exploded', 'toString', '__proto__'])('takes no %s', (name) => {
    expect(parseFact(name, {})).toBeNull()
  })
})
