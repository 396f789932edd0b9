import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** What Next built for browsers lies under it; nothing there can be opened as a page of ours. */
export const STATIC_PATH = '/_next/static/'

/** What answers every request that is not the server's own: Next, or nothing in tests. */
export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Takes a connection over for hot reload. @returns false where it is not one of the pages' own. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  close(): Promise<void>
}
