import { describe, expect, it } from 'vitest'
import { by, RoomScript } from '@/lib/testing/room-script'
import { applyCommand } from './apply-command'
import type { Command } from './commands'

const ASKED: readonly Exclude<Command, Command<'join' | 'knock' | 'expire'>>[] = [
  { kind: 'leave-room', ...by('ann') },
  { kind: 'hint-closing', ...by('ann') },
  { kind: 'disconnect', ...by('ann'), graceMs: 1 },
  { kind: 'update-profile', ...by('ann'), profile: 'p' },
  { kind: 'post-offer', ...by('ann'), offerId: 'o', description: 'd', candidates: [] },
  { kind: 'add-candidates', ...by('ann'), offerId: 'ann-offer', candidates: ['c'] },
  { kind: 'answer-offer', ...by('ann'), offerId: 'bob-offer', description: 'd', candidates: [] },
  { kind: 'decline-offer', ...by('ann'), offerId: 'bob-offer' },
  { kind: 'signal-link', ...by('ann'), to: 'bob', linkId: 'l', payload: 'p' },
  { kind: 'leave-call', ...by('ann') },
  { kind: 'renew-ice', ...by('ann') },
]

function scriptWithBob(): RoomScript {
  const script = new RoomScript()
  script.join('bob')
  script.post('bob', 'bob-offer')
  return script
}

describe.each(ASKED)('$kind', (command) => {
  it('J3 is refused to somebody who is not in the room, and changes nothing', () => {
    const { room } = scriptWithBob()
    const outcome = applyCommand(room, command, 1)
    expect(outcome.reply).toEqual({ ok: false, code: 'not-joined' })
    expect(outcome.room).toBe(room)
    expect(outcome.effects).toEqual([])
  })

  it('J12 is refused to a connection that a newer one took the place of, and changes nothing', () => {
    const script = scriptWithBob()
    script.join('ann')
    script.join('ann', { connectionId: 'newer' })
    const outcome = applyCommand(script.room, command, 1)
    expect(outcome.reply).toEqual({ ok: false, code: 'session-superseded' })
    expect(outcome.room).toBe(script.room)
    expect(outcome.effects).toEqual([])
  })

  it('J12 is refused to a connection that is gone already', () => {
    const script = scriptWithBob()
    script.join('ann')
    script.disconnect('ann')
    expect(applyCommand(script.room, command, 1).reply).toEqual({ ok: false, code: 'session-superseded' })
  })

  it('is granted to the connection that speaks for the participant', () => {
    const script = scriptWithBob()
    script.join('ann')
    script.post('ann', 'ann-offer')
    expect(applyCommand(script.room, command, 1).reply.ok).toBe(true)
  })
})
