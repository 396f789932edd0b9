import type { Room } from '@/lib/server/rooms/room'

/** What a change makes of a room: the room to keep, or undefined to remove it, and what the caller wants to know of it. */
export interface RoomChange<T> {
  readonly room: Room | undefined
  readonly result: T
}

/** How an update ended: with the change's result, or refused because no further room fits. */
export type UpdateOutcome<T> =
  | { readonly isFull: false; readonly result: T }
  /** Nothing was kept. */
  | { readonly isFull: true }

/** How much a store holds, for operators. */
export interface RoomCounts {
  readonly rooms: number
  /** Those who are away included. */
  readonly participants: number
  readonly offers: number
}

/** Where rooms live. Every implementation passes `describeRoomStore`. */
export interface RoomStore {
  /**
   * Changes one room atomically: of two updates of a room one sees what the other left.
   * @param change pure, because a store may run it again on a newer room. What it throws rejects the update and keeps nothing.
   */
  update<T>(roomId: string, change: (room: Room | undefined) => RoomChange<T>): Promise<UpdateOutcome<T>>
  /** @returns up to `limit` rooms in which a grace period ended at or before `now` (milliseconds since the epoch). */
  dueRooms(now: number, limit: number): Promise<readonly string[]>
  /** @returns when the next grace period of any room ends; null where none runs. */
  nextDeadline(): Promise<number | null>
  /** @returns how much is kept now, in all rooms together. */
  count(): Promise<RoomCounts>
}
