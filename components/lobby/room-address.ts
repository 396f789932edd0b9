import { normalizeRoomName } from '@/lib/protocol/ids'

/** What was typed or pasted to get into a room. `elsewhere`: a link to another site. */
export type RoomAddress =
  | { readonly kind: 'empty' | 'invalid' | 'elsewhere' }
  | {
      readonly kind: 'room'
      /** Path and fragment on this site: the fragment carries the room's key. */
      readonly path: string
    }

function toRoomPath(name: string, fragment: string): RoomAddress {
  const room = normalizeRoomName(name)
  if (room === null) return { kind: 'invalid' }
  return { kind: 'room', path: `/${encodeURIComponent(room)}${fragment === '#' ? '' : fragment}` }
}

/** Text that is meant as a link rather than as a name. */
export function isLink(text: string): boolean {
  return text.includes('/') || text.includes(':')
}

/**
 * Reads a room's name, with its key where it was copied so (`our-kitchen#k=…`), or a link to a room of this site. A link's query
 * is its sender's own and is left behind.
 * @param host Of this page, with its port.
 */
export function readRoomAddress(text: string, host: string): RoomAddress {
  const typed = text.trim()
  if (typed === '') return { kind: 'empty' }
  if (!isLink(typed)) {
    const [name = '', ...rest] = typed.split('#')
    return toRoomPath(name, rest.length === 0 ? '' : `#${rest.join('#')}`)
  }
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`)
    // A link without its scheme was given https above, which drops that scheme's own port.
    if (url.host !== host && url.hostname !== host) return { kind: 'elsewhere' }
    return toRoomPath(decodeURIComponent(url.pathname.slice(1)), url.hash)
  } catch {
    return { kind: 'invalid' }
  }
}
