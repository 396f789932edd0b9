import * as z from 'zod/mini'
import { encodeBase64Url } from './base64url'
import { LIMITS } from './limits'

/** 128 random bits in base64url: the form of every id that a browser or the server makes. */
const RandomId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

/** 256 bits in base64url, canonical. */
export const Bits256 = z.string().check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/))

/** One tab in one room. Made from the tab's seed, so that a profile can be sealed to it before anything is sent. */
export const ParticipantId = RandomId
export type ParticipantId = z.infer<typeof ParticipantId>

/** One load of the page. Tells a reconnect of the same page (its links live) from a refresh (they do not). */
export const PageId = RandomId
export type PageId = z.infer<typeof PageId>

/** Made by the offering browser, so that candidates and sealing need not wait for the server. Names the link that grows from the offer. */
export const OfferId = RandomId
export type OfferId = z.infer<typeof OfferId>

/** What only its maker and the server know, and what a participant id is made from: nobody can join under another's id. */
export const Seed = RandomId
export type Seed = z.infer<typeof Seed>

/**
 * Made once by a browser for a room and kept by it: proves that the one who comes is the one who came before, which is what makes a
 * host. A browser has another one for each room, so that it tells the server no more than that.
 */
export const MemberKey = RandomId
export type MemberKey = z.infer<typeof MemberKey>

/** Names the room key without telling it: the server compares it, so that somebody with another key is told so and does not join. */
export const KeyId = RandomId
export type KeyId = z.infer<typeof KeyId>

/** Names a chat message everywhere, so that it is shown once however often it comes. Made by its author. */
export const ChatId = RandomId
export type ChatId = z.infer<typeof ChatId>

/** Names the transfer of one file to one participant. Made by whoever offers it. */
export const TransferId = RandomId
export type TransferId = z.infer<typeof TransferId>

/** @returns The first 128 bits of the seed's SHA-256 under a label of its own, the same in a browser and on the server. */
export async function deriveParticipantId(seed: Seed): Promise<ParticipantId> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`earshot participant ${seed}`))
  return encodeBase64Url(new Uint8Array(hash).subarray(0, 16))
}

/** @returns 128 bits from the platform's CSPRNG as 22 base64url characters. */
export function createRandomId(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(16)))
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
