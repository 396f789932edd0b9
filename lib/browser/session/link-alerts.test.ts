import { describe, expect, it } from 'vitest'
import { systemClock } from '@/lib/browser/peer/clock'
import { applyCallEvent } from '@/lib/browser/store/call-event'
import { createInitialCallState } from '@/lib/browser/store/state'
import { LinkAlerts } from './link-alerts'
import { NoticeBoard } from './notice-board'

describe('LinkAlerts', () => {
  it('takes away what was said of a link once it is up, and of no other, and leaves other alerts', () => {
    let state = createInitialCallState('room')
    const notices = new NoticeBoard(systemClock, (event) => {
      state = applyCallEvent(state, event)
    })
    const alerts = new LinkAlerts(notices)
    alerts.tell('ann', 'relay-unreachable', 'Ann')
    alerts.tell('ann', 'never-answered', 'Ann')
    alerts.tell('bo', 'never-answered', 'Bo')
    notices.alert('signaling-tampered', { name: 'Ann' })
    alerts.mend('ann')
    expect(state.notices.map(({ code, values }) => [code, values.name])).toEqual([
      ['never-answered', 'Bo'],
      ['signaling-tampered', 'Ann'],
    ])
  })
})
