import type { Clock } from '@/lib/server/ops/clock'
import { applyCommand } from '@/lib/server/rooms/apply-command'
import type { CommandFields, CommandKind, Outcome, Reply } from '@/lib/server/rooms/commands'
import type { Effect } from '@/lib/server/rooms/effects'
import { nextDeadline, type Room } from '@/lib/server/rooms/room'
import type { RoomStore } from '@/lib/server/store/room-store'
import { KeyedQueues } from '@/lib/server/store/serial-queue'

/** How a command ended, to be settled in the room's turn. */
export interface Settlement<K extends CommandKind> {
  readonly reply: Reply<K>
  readonly effects: readonly Effect[]
}

/** What a dispatcher works with. */
export interface RoomDispatcherParts {
  readonly store: Pick<RoomStore, 'update'>
  readonly clock: Clock
  /** Learns of the earliest grace period that runs in a room after a command. */
  readonly onDeadline: (deadline: number) => void
}

/**
 * Runs commands on rooms, one after the other within a room. A command is settled (facts told, request acknowledged)
 * before the room's next one starts, so that everybody learns of changes in the order in which they happened.
 */
export class RoomDispatcher {
  readonly #parts: RoomDispatcherParts
  readonly #turns = new KeyedQueues()

  constructor(parts: RoomDispatcherParts) {
    this.#parts = parts
  }

  /** @param settle runs synchronously once the room is kept; not called where the store fails */
  dispatch<K extends CommandKind>(
    roomId: string,
    command: { readonly kind: K } & CommandFields[K],
    settle: (settlement: Settlement<K>) => void,
  ): Promise<void> {
    const change = (room: Room) => {
      const outcome: Outcome<K> = applyCommand(room, command, this.#parts.clock.now())
      return { room: outcome.room, effects: outcome.effects, result: outcome }
    }
    return this.#turns.run(roomId, async () => {
      await this.#parts.store.update(roomId, change, (updated) => {
        if (!updated.ok) {
          settle({ reply: updated, effects: [] })
          return
        }
        const { room, reply, effects } = updated.result
        settle({ reply, effects })
        const deadline = nextDeadline(room)
        if (deadline !== null) this.#parts.onDeadline(deadline)
      })
    })
  }
}
