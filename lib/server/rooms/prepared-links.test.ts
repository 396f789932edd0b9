import { describe, expect, it } from 'vitest'
import { by, NOW, RoomScript } from '@/lib/testing/room-script'

/** Ann calls; the others are in the lobby. */
function scriptOf(...others: readonly string[]): RoomScript {
  const script = new RoomScript()
  for (const participantId of ['ann', ...others]) script.join(participantId)
  script.post('ann', 'ann-offer')
  return script
}

const preparing = (from: string, to: string) =>
  ({ kind: 'prepare-link', ...by(from), to, linkId: 'link', payload: 'sealed' }) as const
const answering = (from: string, callerId: string) =>
  ({ kind: 'answer-link', ...by(from), callerId, linkId: 'link' }) as const

describe('preparing a link', () => {
  it.each([
    ['bob', 'ann'],
    ['ann', 'bob'],
  ])('P2 passes a message from %s to %s alone, and changes nothing', (from, to) => {
    const script = scriptOf('bob', 'cid')
    const before = script.room
    const { room, effects, reply } = script.run(preparing(from, to))
    expect(reply).toEqual({ ok: true })
    expect(room).toBe(before)
    expect(effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'participant', participantId: to },
        event: 'link:prepared',
        fact: { from, linkId: 'link', payload: 'sealed' },
      },
    ])
  })

  it.each([
    ['a door where one knocks', 'knock', 'instant-answer-off'],
    ['a locked door', 'locked', 'instant-answer-off'],
    ['an open door', 'open', null],
  ] as const)('P1 at %s', (_, door, code) => {
    const script = scriptOf('bob')
    script.configure('ann', { door })
    expect(script.refusal(preparing('bob', 'ann'))).toBe(code)
    expect(script.refusal(answering('bob', 'ann'))).toBe(code)
  })

  it('P2 passes what was on its way when who waited answered', () => {
    const script = scriptOf('bob')
    script.run(answering('bob', 'ann'))
    expect(script.run(preparing('ann', 'bob')).effects).toMatchObject([{ event: 'link:prepared' }])
  })

  it('P2 is refused where neither of the two is in the call', () => {
    const script = scriptOf('bob', 'cid')
    expect(script.refusal(preparing('bob', 'cid'))).toBe('not-in-call')
    expect(script.refusal(preparing('bob', 'bob'))).toBe('bad-request')
    expect(script.refusal(preparing('bob', 'nobody'))).toBe('participant-unknown')
    script.disconnect('ann')
    expect(script.refusal(preparing('bob', 'ann'))).toBe('participant-away')
  })
})

describe('answering by a prepared link', () => {
  it('P4 enters the call, tells the others, then the caller alone; her offer stays', () => {
    const script = scriptOf('bob', 'cid')
    const { room, effects, reply } = script.run(answering('bob', 'ann'))
    expect(reply).toEqual({ ok: true, callOrder: NOW + 1 })
    expect(effects).toMatchObject([
      {
        event: 'participant:updated',
        to: { exceptParticipantId: 'bob' },
        fact: { participant: { id: 'bob' } },
      },
      {
        event: 'link:answered',
        to: { kind: 'participant', participantId: 'ann' },
        fact: { linkId: 'link', participantId: 'bob', callOrder: NOW + 1 },
      },
    ])
    expect(room.offers).toMatchObject([{ id: 'ann-offer' }])
  })

  it('P4 two who wait may both answer, each by a link of their own', () => {
    const script = scriptOf('bob', 'cid')
    expect(script.run(answering('bob', 'ann')).reply).toMatchObject({ callOrder: NOW + 1 })
    expect(script.run(answering('cid', 'ann')).reply).toMatchObject({ callOrder: NOW + 2 })
    expect(script.run(answering('cid', 'bob')).effects).toHaveLength(1)
  })

  it('P4 is refused where it crosses the hang-up of the caller, and nobody enters the call', () => {
    const script = scriptOf('bob')
    script.run({ kind: 'leave-call', ...by('ann') })
    expect(script.refusal(answering('bob', 'ann'))).toBe('not-in-call')
    script.run({ kind: 'leave-room', ...by('ann') })
    expect(script.refusal(answering('bob', 'ann'))).toBe('participant-unknown')
    expect(script.refusal(answering('bob', 'bob'))).toBe('bad-request')
  })
})
