import { describe, expect, it } from 'vitest'
import type { Room } from '@/lib/server/rooms/room'
import { MemoryRoomStore } from '@/lib/server/store/memory-room-store'
import type { RoomChange, RoomStore, UpdateOutcome } from '@/lib/server/store/room-store'
import { HandClock } from '@/lib/testing/hand-clock'
import { joining } from '@/lib/testing/room-script'
import { RoomDispatcher } from './room-dispatcher'

/** A store that keeps at once and says so when told, as one across a network may. */
class SlowStore {
  readonly #kept = new MemoryRoomStore({ maxRooms: 10 })
  readonly #answers: (() => void)[] = []

  async update<T>(
    roomId: string,
    change: (room: Room) => RoomChange<T>,
    settle: (outcome: UpdateOutcome<T>) => void,
  ): Promise<UpdateOutcome<T>> {
    const outcome = await this.#kept.update(roomId, change)
    await new Promise<void>((resolve) => this.#answers.push(resolve))
    settle(outcome)
    return outcome
  }

  /** Answers whatever waits, the newest first: nobody may lean on the store's order. */
  answerAll(): void {
    for (const answer of this.#answers.splice(0).reverse()) answer()
  }
}

describe('B6 room dispatcher', () => {
  it('settles a command before the next of its room starts, however late the store answers', async () => {
    const store = new SlowStore()
    const dispatcher = new RoomDispatcher({ store, clock: new HandClock(), onDeadline: () => {} })
    const settled: string[] = []
    const dispatched = ['ann', 'bob', 'cid'].map((id) =>
      dispatcher.dispatch('room', joining(id), () => settled.push(id)),
    )
    const elsewhere = dispatcher.dispatch('other', joining('dan'), () => settled.push('dan'))
    const everything = Promise.all([elsewhere, ...dispatched])
    let isDone = false
    everything.finally(() => {
      isDone = true
    })
    while (!isDone) {
      store.answerAll()
      await new Promise(setImmediate)
    }
    await everything
    expect(settled.filter((id) => id !== 'dan')).toEqual(['ann', 'bob', 'cid'])
  })

  it('goes on with the room after a command that failed', async () => {
    const kept = new MemoryRoomStore({ maxRooms: 10 })
    let isFailing = true
    const store: Pick<RoomStore, 'update'> = {
      update: (roomId, change, settle) =>
        isFailing ? Promise.reject(new Error('out of reach')) : kept.update(roomId, change, settle),
    }
    const dispatcher = new RoomDispatcher({ store, clock: new HandClock(), onDeadline: () => {} })
    const settled: string[] = []
    await expect(dispatcher.dispatch('room', joining('ann'), () => settled.push('ann'))).rejects.toThrow()
    isFailing = false
    await dispatcher.dispatch('room', joining('ann'), () => settled.push('ann again'))
    expect(settled).toEqual(['ann again'])
  })
})
