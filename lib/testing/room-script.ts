import type { ErrorCode } from '@/lib/protocol/errors'
import { applyCommand } from '@/lib/server/rooms/apply-command'
import type {
  Command,
  CommandFields,
  CommandKind,
  Outcome,
  SettingsChange,
  Visitor,
} from '@/lib/server/rooms/commands'
import { EMPTY_ROOM, type Room } from '@/lib/server/rooms/room'

/** A fixed time, in milliseconds since the epoch. */
export const NOW = 1_000_000

/** Plays commands on one room, as a test reads them: each participant asks by the connection that it joined with. */
export class RoomScript {
  room: Room = EMPTY_ROOM
  now = NOW

  /** Applies one command and keeps the room. */
  run<K extends CommandKind>(command: { readonly kind: K } & CommandFields[K]): Outcome<K> {
    const outcome = applyCommand(this.room, command, this.now)
    this.room = outcome.room
    return outcome
  }

  /**
   * Applies one command. @returns the code with which it is refused, null where it is granted.
   * A refusal that changes the room or tells anybody (B2) fails the test.
   */
  refusal<K extends CommandKind>(command: { readonly kind: K } & CommandFields[K]): ErrorCode | null {
    const before = this.room
    const { reply, room, effects } = this.run(command)
    if (reply.ok) return null
    if (room !== before || effects.length > 0)
      throw new Error(`Refused with ${reply.code}, yet something changed`)
    return reply.code
  }

  join(participantId: string, overrides: Partial<CommandFields['join']> = {}): Outcome<'join'> {
    return this.run(joining(participantId, overrides))
  }

  knock(participantId: string, overrides: Partial<Visitor> = {}): Outcome<'knock'> {
    return this.run(knocking(participantId, overrides))
  }

  post(participantId: string, offerId: string, candidates: readonly string[] = []): Outcome<'post-offer'> {
    const description = `${offerId}-description`
    return this.run({ kind: 'post-offer', ...by(participantId), offerId, description, candidates })
  }

  answer(participantId: string, offerId: string): Outcome<'answer-offer'> {
    const description = `${participantId}-answer`
    return this.run({
      kind: 'answer-offer',
      ...by(participantId),
      offerId,
      description,
      candidates: ['answer-candidate'],
    })
  }

  /** A host's change of the room, on a server that takes 8. */
  configure(participantId: string, change: SettingsChange): Outcome<'configure-room'> {
    return this.run({ kind: 'configure-room', ...by(participantId), change, maxParticipants: 8 })
  }

  disconnect(participantId: string, connectionId = `${participantId}-connection`): Outcome<'disconnect'> {
    return this.run({ kind: 'disconnect', participantId, connectionId, graceMs: 30_000 })
  }
}

/** A join as of somebody new, from a link without a key. */
export function joining(
  participantId: string,
  overrides: Partial<CommandFields['join']> = {},
): Command<'join'> {
  return {
    kind: 'join',
    ...visiting(participantId),
    page: `${participantId}-page`,
    callOrder: null,
    maxParticipants: 8,
    ...overrides,
  }
}

/** A knock as of somebody new, from a link without a key. */
export function knocking(participantId: string, overrides: Partial<Visitor> = {}): Command<'knock'> {
  return { kind: 'knock', ...visiting(participantId), ...overrides }
}

function visiting(participantId: string): Visitor {
  return {
    ...by(participantId),
    memberKeyHash: `${participantId}-key`,
    keyId: null,
    passcodeHash: null,
    isGuessingBlocked: false,
    hasToken: false,
    profile: `${participantId}-profile`,
  }
}

/** The asker's part of a command. */
export function by(participantId: string): {
  readonly participantId: string
  readonly connectionId: string
} {
  return { participantId, connectionId: `${participantId}-connection` }
}
