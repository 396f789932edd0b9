import { EMPTY_ROOM, isEmptyRoom, markedAsUsed, nextDeadline, type Room } from '@/lib/server/rooms/room'
import type { DurableSettings } from '@/lib/server/rooms/settings'
import { MemorySettingsStore } from './memory-settings-store'
import { isWorthSaving } from './retention'
import type { RoomChange, RoomCounts, RoomStore, UpdateOutcome } from './room-store'
import { KeyedQueues } from './serial-queue'
import type { SettingsStore } from './settings-store'

/** A room with people in it is marked as used this often: well within the day after which an unused one may be forgotten. */
const USE_MARKED_MS = 6 * 60 * 60 * 1000

/** Rooms marked as used at once, so that requests get their turn between. */
const ROOMS_MARKED_AT_ONCE = 100

/** A room beside what was last saved of it. */
interface HeldRoom {
  readonly room: Room
  readonly saved: DurableSettings
}

/**
 * Rooms in this process's memory, gone with it: clients rebuild them. Their settings live in a settings store.
 * Deadlines are indexed beside the rooms, so that a sweep looks at rooms with a deadline and at no others.
 */
export class MemoryRoomStore implements RoomStore {
  readonly #rooms = new Map<string, HeldRoom>()
  readonly #deadlines = new Map<string, number>()
  readonly #turns = new KeyedQueues()
  readonly #maxRooms: number
  readonly #settings: SettingsStore
  /** Rooms that are being saved for the first time: they count, although they are not held yet. */
  #opening = 0

  /** @param options.settings left out: settings end with this process too */
  constructor(options: { readonly maxRooms: number; readonly settings?: SettingsStore }) {
    this.#maxRooms = options.maxRooms
    this.#settings = options.settings ?? new MemorySettingsStore()
  }

  update<T>(
    roomId: string,
    change: (room: Room) => RoomChange<T>,
    settle: (outcome: UpdateOutcome<T>) => void = () => {},
  ): Promise<UpdateOutcome<T>> {
    return this.#turns.run(roomId, async () => {
      const outcome = await this.#change(roomId, change)
      settle(outcome)
      return outcome
    })
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
    for (const { room } of this.#rooms.values()) {
      participants += room.participants.length
      offers += room.offers.length
    }
    return { rooms: this.#rooms.size, participants, offers }
  }

  async forgetUnused(now: number): Promise<void> {
    const longOpen = [...this.#rooms]
      .filter(([, { saved }]) => now - saved.lastUsedAt >= USE_MARKED_MS)
      .map(([roomId]) => roomId)
    const markUsed = (room: Room) => ({ room: markedAsUsed(room, now), result: null })
    while (longOpen.length > 0) {
      const marked = longOpen.splice(0, ROOMS_MARKED_AT_ONCE)
      await Promise.all(marked.map((roomId) => this.update(roomId, markUsed)))
    }
    await this.#settings.forgetUnused(now)
  }

  async close(): Promise<void> {
    await this.#turns.idle()
    await this.#settings.close()
  }

  async #change<T>(roomId: string, change: (room: Room) => RoomChange<T>): Promise<UpdateOutcome<T>> {
    const known = this.#rooms.get(roomId)
    const before = known ?? (await this.#load(roomId))
    if (before === null) return { ok: false, code: 'internal' }
    const { room, result } = change(before.room)
    const isOpening = known === undefined && !isEmptyRoom(room)
    if (isOpening && this.#rooms.size + this.#opening >= this.#maxRooms) {
      return { ok: false, code: 'server-full' }
    }
    if (isOpening) this.#opening += 1
    try {
      const saved = await this.#save(roomId, before.saved, room.settings)
      if (saved === null) return { ok: false, code: 'server-full' }
      this.#keep(roomId, { room, saved })
      return { ok: true, result }
    } finally {
      if (isOpening) this.#opening -= 1
    }
  }

  /** @returns null where what is kept cannot be read. */
  async #load(roomId: string): Promise<HeldRoom | null> {
    const loaded = await this.#settings.load(roomId)
    if (loaded.isDamaged) return null
    return { room: { ...EMPTY_ROOM, settings: loaded.settings }, saved: loaded.settings }
  }

  /** @returns what is saved now, or null where no further room fits. */
  async #save(
    roomId: string,
    saved: DurableSettings,
    settings: DurableSettings,
  ): Promise<DurableSettings | null> {
    if (!isWorthSaving(saved, settings)) return saved
    return (await this.#settings.save(roomId, settings)) ? settings : null
  }

  #keep(roomId: string, held: HeldRoom): void {
    if (isEmptyRoom(held.room)) this.#rooms.delete(roomId)
    else this.#rooms.set(roomId, held)
    const deadline = isEmptyRoom(held.room) ? null : nextDeadline(held.room)
    if (deadline === null) this.#deadlines.delete(roomId)
    else this.#deadlines.set(roomId, deadline)
  }
}
