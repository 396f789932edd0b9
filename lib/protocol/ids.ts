import * as z from 'zod/mini'
import { LIMITS } from './limits'

/** 128 random bits in base64url: the form of every id that a browser or the server makes. */
const RandomId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

/** One tab in one room, as the server names it. Ids are totally ordered as strings: that order decides who is polite. */
export const ParticipantId = RandomId
export type ParticipantId = z.infer<typeof ParticipantId>

/** One load of the page. Tells a reconnect of the same page (its links live) from a refresh (they do not). */
export const PageId = RandomId
export type PageId = z.infer<typeof PageId>

/** Made by the offering browser, so that candidates and sealing need not wait for the server. Names the link that grows from the offer. */
export const OfferId = RandomId
export type OfferId = z.infer<typeof OfferId>

/** @returns 128 bits from the platform's CSPRNG as 22 base64url characters. */
export function createRandomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** Addresses that are not rooms although they have a room name's form. */
const RESERVED_ROOM_NAMES: ReadonlySet<string> = new Set(['healthz', 'readyz', 'metrics', 'doctor', '_next'])

const ROOM_NAME = /^[\p{L}\p{Nd}_-][\p{L}\p{Nd}\p{M}_-]*$/u

/**
 * The one form in which rooms are compared: NFC, lower case.
 * Combining marks are taken after a first character, because many scripts cannot be written without them.
 * @returns null where the text is no room name: empty, over 64 code points, another character, or a reserved address.
 */
export function normalizeRoomName(text: string): string | null {
  if (text.length > LIMITS.roomNameLength * 4) return null
  const name = text.normalize('NFC').toLowerCase().normalize('NFC')
  if ([...name].length > LIMITS.roomNameLength || !ROOM_NAME.test(name)) return null
  return RESERVED_ROOM_NAMES.has(name) ? null : name
}
