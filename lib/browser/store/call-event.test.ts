import { describe, expect, it } from 'vitest'
import { applyCallEvent } from './call-event'
import { createInitialCallState } from './state'

const initial = createInitialCallState('room')
const notice = (id: number, code: string, name = 'Ann') => ({
  type: 'notice-added' as const,
  notice: { id, level: 'status' as const, code, values: { name } },
})

describe('applyCallEvent', () => {
  it('enters the call, and leaving it forgets when', () => {
    const inCall = applyCallEvent(initial, { type: 'call-entered', atMs: 5 })
    expect(inCall).toMatchObject({ phase: 'call', callStartedAt: 5 })
    expect(applyCallEvent(inCall, { type: 'phase-changed', phase: 'lobby' })).toMatchObject({
      phase: 'lobby',
      callStartedAt: null,
    })
  })

  it('knows how long the call was that is over, by whomever, and forgets it with the next', () => {
    const inCall = applyCallEvent(initial, { type: 'call-entered', atMs: 1_000 })
    const left = applyCallEvent(inCall, { type: 'call-ended', by: 'self', atMs: 63_500 })
    expect(left).toMatchObject({ phase: 'left', endedBy: 'self', callStartedAt: null, lastCallMs: 62_500 })
    // A clock that was set back.
    expect(applyCallEvent(inCall, { type: 'call-ended', by: 'host', atMs: 0 }).lastCallMs).toBe(0)
    expect(applyCallEvent(initial, { type: 'call-ended', by: 'removal', atMs: 5 }).lastCallMs).toBeNull()
    expect(applyCallEvent(left, { type: 'call-entered', atMs: 70_000 })).toMatchObject({
      endedBy: null,
      lastCallMs: null,
    })
  })

  it('keeps the reason of a refusal until something else happens', () => {
    const refused = applyCallEvent(initial, { type: 'refused', code: 'room-full' })
    expect(refused).toMatchObject({ phase: 'refused', refusal: 'room-full' })
    expect(applyCallEvent(refused, { type: 'call-entered', atMs: 1 }).refusal).toBeNull()
  })

  it('puts a notice said again in the place of the same one before', () => {
    const twice = [notice(1, 'joined'), notice(2, 'left'), notice(3, 'joined')].reduce(
      applyCallEvent,
      initial,
    )
    expect(twice.notices.map((one) => one.id)).toEqual([2, 3])
  })

  it('keeps no more notices than can be read', () => {
    const many = Array.from({ length: 20 }, (_, id) => notice(id, 'joined', `Guest ${id}`))
    expect(many.reduce(applyCallEvent, initial).notices.map((one) => one.id)).toEqual([15, 16, 17, 18, 19])
  })
})
