import { describe, expect, it } from 'vitest'
import { by, joining, NOW, RoomScript } from '@/lib/testing/room-script'
import { applyCommand } from './apply-command'
import type { Command } from './commands'
import { nextDeadline } from './room'

/** Everything that only hosts may do, asked by one participant about another. */
const hostCommands = (asker: string, targetId: string) =>
  [
    { kind: 'configure-room', ...by(asker), change: { door: 'locked' }, maxParticipants: 8 },
    { kind: 'remove-participant', ...by(asker), targetId },
    { kind: 'mute-participant', ...by(asker), targetId, isMuted: true },
    { kind: 'grant-host', ...by(asker), targetId },
    { kind: 'revoke-host', ...by(asker), targetId },
    { kind: 'end-call', ...by(asker) },
    { kind: 'answer-knock', ...by(asker), targetId, isAdmitted: true },
  ] satisfies Command[]

function scriptOf(...participantIds: readonly string[]): RoomScript {
  const script = new RoomScript()
  for (const participantId of participantIds) script.join(participantId)
  return script
}

const grant = (script: RoomScript, targetId: string, asker = 'ann') =>
  script.run({ kind: 'grant-host', ...by(asker), targetId })
const revoke = (script: RoomScript, targetId: string, asker = 'ann') =>
  script.run({ kind: 'revoke-host', ...by(asker), targetId })

function hostsOf(script: RoomScript): string[] {
  const { reply } = script.join('reader', { memberKeyHash: 'reader-key' })
  if (!reply.ok) throw new Error(reply.code)
  return reply.snapshot.participants.filter(({ isHost }) => isHost).map(({ id }) => id)
}

describe.each(hostCommands('bob', 'ann'))('$kind', (command) => {
  it('H4 is refused to who is no host, and changes nothing', () => {
    expect(scriptOf('ann', 'bob').refusal(command)).toBe('not-host')
  })

  it('J3 is refused to somebody who is not in the room', () => {
    expect(scriptOf('ann').refusal(command)).toBe('not-joined')
  })

  it('J12 is refused to a connection that a newer one took the place of', () => {
    const script = scriptOf('bob', 'ann')
    script.join('bob', { connectionId: 'newer' })
    expect(script.refusal(command)).toBe('session-superseded')
  })
})

it.each(hostCommands('ann', 'nobody'))('B2 H4 $kind of somebody who is not there', (command) => {
  const script = scriptOf('ann', 'bob')
  const isAboutNobody = 'targetId' in command
  const code = command.kind === 'answer-knock' ? 'knock-unknown' : 'participant-unknown'
  expect(script.refusal(command)).toBe(isAboutNobody ? code : null)
})

describe('who is a host', () => {
  it('H1 the first who enters is, the next is not', () => {
    expect(hostsOf(scriptOf('ann', 'bob'))).toEqual(['ann'])
  })

  it('H1 H2 a host by the member key is a host as another participant too', () => {
    const script = scriptOf('ann', 'bob')
    script.run({ kind: 'leave-room', ...by('ann') })
    script.join('ann-again', { memberKeyHash: 'ann-key' })
    expect(hostsOf(script)).toEqual(['ann-again'])
  })

  it('H2 a host is one again where only the settings are left of the room', () => {
    const script = scriptOf('ann')
    const { settings } = script.room
    const later = new RoomScript()
    later.room = { ...later.room, settings }
    later.join('bob')
    later.join('ann')
    expect(hostsOf(later)).toEqual(['ann'])
  })

  it('H2 granting tells everybody, the new host included', () => {
    const script = scriptOf('ann', 'bob')
    expect(grant(script, 'bob').effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'room', exceptParticipantId: null },
        event: 'participant:updated',
        fact: {
          participant: {
            id: 'bob',
            profile: 'bob-profile',
            callOrder: null,
            isAway: false,
            isHost: true,
            isMuted: false,
          },
        },
      },
    ])
    expect(hostsOf(script)).toEqual(['ann', 'bob'])
    expect(grant(script, 'bob')).toMatchObject({ effects: [], reply: { ok: true } })
  })

  it.each(['ann', 'bob'])('H2 a host may revoke %s, but not the last one', (targetId) => {
    const script = scriptOf('ann', 'bob')
    grant(script, 'bob')
    expect(revoke(script, targetId).effects).toMatchObject([
      { event: 'participant:updated', fact: { participant: { id: targetId, isHost: false } } },
    ])
    const last = targetId === 'ann' ? 'bob' : 'ann'
    expect(hostsOf(script)).toEqual([last])
    expect(script.refusal({ kind: 'revoke-host', ...by(last), targetId: last })).toBe('last-host')
    expect(revoke(script, targetId, last)).toMatchObject({ effects: [], reply: { ok: true } })
  })

  it('H2 remembers hosts within a bound, and forgets nobody who is inside', () => {
    const script = scriptOf('ann')
    for (let index = 0; index < 300; index += 1) {
      script.join(`p${index}`)
      grant(script, `p${index}`)
      script.run({ kind: 'leave-room', ...by(`p${index}`) })
    }
    expect(script.room.settings.hostKeyHashes).toHaveLength(256)
    expect(script.room.settings.hostKeyHashes[0]).toBe('ann-key')
    expect(hostsOf(script)).toEqual(['ann'])
  })
})

describe('H3 a room without a host', () => {
  const TWO_MINUTES = 2 * 60 * 1000

  function scriptWithoutHost(): RoomScript {
    const script = scriptOf('ann', 'bob', 'cid')
    script.run({ kind: 'leave-room', ...by('ann') })
    return script
  }

  it('gets one after two minutes, not before: who has been in it longest', () => {
    const script = scriptWithoutHost()
    expect(nextDeadline(script.room)).toBe(NOW + TWO_MINUTES)
    script.now += TWO_MINUTES - 1
    expect(script.run({ kind: 'expire' }).effects).toEqual([])
    script.now += 1
    expect(script.run({ kind: 'expire' }).effects).toMatchObject([
      {
        to: { kind: 'room', exceptParticipantId: null },
        event: 'participant:updated',
        fact: { participant: { id: 'bob', isHost: true } },
      },
    ])
    expect(nextDeadline(script.room)).toBeNull()
    script.join('ann')
    expect(hostsOf(script)).toEqual(['bob', 'ann'])
  })

  it('counts from when the last host went away, whether or not they are expected back', () => {
    const script = scriptOf('ann', 'bob')
    script.disconnect('ann')
    script.now += 30_000
    script.run({ kind: 'expire' })
    expect(nextDeadline(script.room)).toBe(NOW + TWO_MINUTES)
  })

  it('passes over who is away', () => {
    const script = scriptWithoutHost()
    script.now += TWO_MINUTES - 1
    script.disconnect('bob')
    script.now += 1
    script.run({ kind: 'expire' })
    expect(hostsOf(script)).toEqual(['cid'])
  })

  it('waits no more where a host comes back', () => {
    const script = scriptWithoutHost()
    script.join('ann')
    expect(nextDeadline(script.room)).toBeNull()
    script.now += TWO_MINUTES
    expect(script.run({ kind: 'expire' }).effects).toEqual([])
  })

  it('waits anew where nobody was present meanwhile', () => {
    const script = scriptWithoutHost()
    script.run({ kind: 'leave-room', ...by('cid') })
    script.disconnect('bob')
    expect(nextDeadline(script.room)).toBe(NOW + 30_000)
    script.now += 1_000
    script.join('bob')
    expect(nextDeadline(script.room)).toBe(NOW + 1_000 + TWO_MINUTES)
  })

  it('shows the new host who waits at the door', () => {
    const script = scriptOf('ann', 'bob')
    script.configure('ann', { door: 'knock' })
    script.run({ kind: 'leave-room', ...by('ann') })
    script.knock('dan')
    script.now += TWO_MINUTES
    expect(script.run({ kind: 'expire' }).effects).toMatchObject([
      { event: 'participant:updated' },
      { to: { participantId: 'bob' }, event: 'knock:started', fact: { knock: { participantId: 'dan' } } },
    ])
  })
})

it('H2 a used room knows when it was used last', () => {
  const script = scriptOf('ann')
  expect(script.room.settings.lastUsedAt).toBe(NOW)
  script.now += 5
  script.join('bob')
  expect(script.room.settings.lastUsedAt).toBe(NOW + 5)
  script.now += 5
  script.run({ kind: 'leave-room', ...by('bob') })
  expect(script.room.settings.lastUsedAt).toBe(NOW + 10)
  script.disconnect('ann')
  script.now += 30_000
  script.run({ kind: 'expire' })
  expect(script.room.settings.lastUsedAt).toBe(NOW + 30_010)
  const before = script.room
  expect(applyCommand(before, { kind: 'expire' }, script.now).room).toBe(before)
})

it('J6 a resumed stay leaves the settings as they are, by reference', () => {
  const script = scriptOf('ann')
  const { settings } = script.room
  script.disconnect('ann')
  script.run(joining('ann', { hasToken: true }))
  expect(script.room.settings).toBe(settings)
})
