import type { ErrorCode } from '@/lib/protocol/errors'
import type { Effect } from '@/lib/server/rooms/effects'
import type { Room } from '@/lib/server/rooms/room'

/** What a change makes of a room, and what the caller wants to know of it. */
export interface RoomChange<T> {
  readonly room: Room
  readonly result: T
  /** What is to be told of the change. A store that others share tells it on their nodes. */
  readonly effects?: readonly Effect[]
}

/** How an update ended: with the change's result, or refused and nothing kept. */
export type UpdateOutcome<T> =
  | { readonly ok: true; readonly result: T }
  /** `server-full`: no further room fits. `internal`: what is kept of the room cannot be read, so its door is unknown. */
  | { readonly ok: false; readonly code: Extract<ErrorCode, 'server-full' | 'internal'> }

/** How much a store holds, for operators. */
export interface RoomCounts {
  readonly rooms: number
  /** Those who are away included. */
  readonly participants: number
  readonly offers: number
}

/**
 * Where rooms live. Every implementation passes `describeRoomStore`. Of a room in which nobody is and nobody waits
 * (`isEmptyRoom`) only the settings stay; they outlive the server, until the room has been unused for long (docs/protocol.md, H).
 */
export interface RoomStore {
  /**
   * Changes one room atomically: of two updates of a room one sees what the other left. Resolves once changed settings
   * survive the end of the process, so that nobody is told of what a restart could take back. When the room was last used may
   * be kept an hour late.
   * @param change gets the room, or `EMPTY_ROOM` with the settings that are kept of it. Pure, because a store may run it again
   * on a newer room. What it throws rejects the update and keeps nothing.
   * @param settle runs synchronously once the change is kept, at its turn among the changes of the room: what it tells here comes
   * after what went before, and before what follows. Not called where the update rejects; what it throws rejects it.
   */
  update<T>(
    roomId: string,
    change: (room: Room) => RoomChange<T>,
    settle?: (outcome: UpdateOutcome<T>) => void,
  ): Promise<UpdateOutcome<T>>
  /** @returns up to `limit` rooms in which a deadline (`nextDeadline` of a room) came at or before `now` (milliseconds since the epoch). */
  dueRooms(now: number, limit: number): Promise<readonly string[]>
  /** @returns the next deadline of any room; null where none runs. */
  nextDeadline(): Promise<number | null>
  /** @returns how much is kept now, in all rooms together. */
  count(): Promise<RoomCounts>
  /** Forgets settings of rooms that have been unused for long at `now`; a room with people in it is in use. To be called hourly. */
  forgetUnused(now: number): Promise<void>
  /** Lets go of everything once the updates under way have ended. Nothing may be asked afterwards. */
  close(): Promise<void>
}
