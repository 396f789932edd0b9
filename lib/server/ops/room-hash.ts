import { createHmac } from 'node:crypto'

/** Enough to tell the rooms of one log apart. */
const LENGTH = 12

/** Names a room in logs. */
export type HashRoom = (roomId: string) => string

/**
 * @returns names rooms by a hash under the service's secret: lines of one room belong together, on every node, and who has the log
 * and a list of likely names learns nothing of them.
 */
export function createRoomHash(secret: string): HashRoom {
  return (roomId) =>
    createHmac('sha256', secret).update(`earshot room ${roomId}`).digest('base64url').slice(0, LENGTH)
}
