import { randomBytes } from 'node:crypto'

const SEPARATOR = '.'

/** Makes an id for a node: for one stay of one process among the others. */
export function createNodeId(): string {
  return randomBytes(9).toString('base64url')
}

/** Names a socket so that every node knows whose it is. */
export function toConnectionId(nodeId: string, socketId: string): string {
  return `${nodeId}${SEPARATOR}${socketId}`
}

/** @returns the node whose socket a connection id names, or null where it names none, as in a single process. */
export function toNodeId(connectionId: string): string | null {
  const end = connectionId.indexOf(SEPARATOR)
  return end === -1 ? null : connectionId.slice(0, end)
}
