import { describe, expect, it } from 'vitest'
import type { Notice } from '@/lib/browser/store/state'
import { assignStatusSlots, pickAlerts } from './notice-slots'

function notice(id: number, level: Notice['level'], code: string, values: Notice['values'] = {}): Notice {
  return { id, level, code, values }
}

describe('assignStatusSlots', () => {
  it('keeps a notice in its slot while others come and go', () => {
    const joined = notice(1, 'status', 'joined')
    const muted = notice(2, 'status', 'muted')
    expect(assignStatusSlots([joined, muted], 4)).toEqual([null, joined, muted, null])
    expect(assignStatusSlots([muted], 4)).toEqual([null, null, muted, null])
  })

  it('is bounded: the newest wins a slot', () => {
    const many = Array.from({ length: 9 }, (_, id) => notice(id, 'status', 'joined'))
    expect(assignStatusSlots(many, 4).map((slot) => slot?.id)).toEqual([8, 5, 6, 7])
  })

  it('leaves alerts out', () => {
    expect(assignStatusSlots([notice(1, 'alert', 'internal')], 2)).toEqual([null, null])
  })
})

describe('pickAlerts', () => {
  it('leaves out what the screen shows in its place', () => {
    const alerts = [notice(1, 'alert', 'camera-denied'), notice(2, 'alert', 'signaling-offline')]
    expect(pickAlerts(alerts, ['camera-denied', null])).toEqual([])
    expect(pickAlerts(alerts, [null])).toEqual([alerts[0]])
  })

  it('shows the same alert once, and the same code for another person again', () => {
    const alerts = [
      notice(1, 'alert', 'peer-left', { name: 'Ann' }),
      notice(2, 'alert', 'peer-left', { name: 'Ann' }),
      notice(3, 'alert', 'peer-left', { name: 'Bob' }),
    ]
    expect(pickAlerts(alerts, []).map((alert) => alert.id)).toEqual([1, 3])
  })
})
