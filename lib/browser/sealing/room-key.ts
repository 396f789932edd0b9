import type { Bytes } from '@/lib/protocol/base64url'
import { createRandomId } from '@/lib/protocol/ids'
import { decodeBase64Url } from './base64url'

const ROOM_KEY_BYTES = 16

/**
 * What a link's fragment says of the room key (docs/protocol.md, S1): `none` where it has no `k`, `damaged` where that is not one key
 * of 128 bits in canonical base64url (22 characters). A damaged key is never none: the room behind that link is not a plain one.
 */
export type RoomKeyReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'key'; readonly key: string }

/** Reads the room key out of a fragment, with or without its `#`; other parameters beside it are ignored. */
export function readRoomKey(fragment: string): RoomKeyReading {
  const [key, ...others] = new URLSearchParams(fragment.replace(/^#/, '')).getAll('k')
  if (key === undefined) return { kind: 'none' }
  if (others.length > 0 || decodeBase64Url(key)?.length !== ROOM_KEY_BYTES) return { kind: 'damaged' }
  return { kind: 'key', key }
}

/** @returns 128 bits from the platform's CSPRNG as 22 base64url characters. */
export function createRoomKey(): string {
  return createRandomId()
}

/** @returns The fragment that `readRoomKey` reads the key from, with its `#`. */
export function toKeyFragment(key: string): string {
  return `#k=${key}`
}

/**
 * The bytes of a key that `readRoomKey` or `createRoomKey` gave.
 * @throws TypeError for any other text.
 */
export function decodeRoomKey(key: string): Bytes {
  const bytes = decodeBase64Url(key)
  if (bytes?.length !== ROOM_KEY_BYTES) throw new TypeError('A room key is 128 bits in base64url')
  return bytes
}
