import { nextDeadline, type Room } from '@/lib/server/rooms/room'
import type { RoomChange, RoomCounts, RoomStore, UpdateOutcome } from './room-store'

/**
 * Rooms in this process's memory, gone with it: clients rebuild them.
 * Deadlines are indexed beside the rooms, so that a sweep looks at rooms with somebody away and at no others.
 */
export class MemoryRoomStore implements RoomStore {
  readonly #rooms = new Map<string, Room>()
  readonly #deadlines = new Map<string, number>()
  readonly #maxRooms: number

  constructor(options: { readonly maxRooms: number }) {
    this.#maxRooms = options.maxRooms
  }

  async update<T>(
    roomId: string,
    change: (room: Room | undefined) => RoomChange<T>,
  ): Promise<UpdateOutcome<T>> {
    const before = this.#rooms.get(roomId)
    const { room, result } = change(before)
    if (room !== undefined && before === undefined && this.#rooms.size >= this.#maxRooms) {
      return { isFull: true }
    }
    this.#keep(roomId, room)
    return { isFull: false, result }
  }

  async dueRooms(now: number, limit: number): Promise<readonly string[]> {
    return [...this.#deadlines]
      .filter(([, deadline]) => deadline <= now)
      .slice(0, limit)
      .map(([roomId]) => roomId)
  }

  async nextDeadline(): Promise<number | null> {
    let earliest: number | null = null
    for (const deadline of this.#deadlines.values()) {
      if (earliest === null || deadline < earliest) earliest = deadline
    }
    return earliest
  }

  async count(): Promise<RoomCounts> {
    let participants = 0
    let offers = 0
    for (const room of this.#rooms.values()) {
      participants += room.participants.length
      offers += room.offers.length
    }
    return { rooms: this.#rooms.size, participants, offers }
  }

  #keep(roomId: string, room: Room | undefined): void {
    if (room === undefined) this.#rooms.delete(roomId)
    else this.#rooms.set(roomId, room)
    const deadline = room === undefined ? null : nextDeadline(room)
    if (deadline === null) this.#deadlines.delete(roomId)
    else this.#deadlines.set(roomId, deadline)
  }
}
