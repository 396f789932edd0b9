import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { EMPTY_ROOM, isEmptyRoom, type Room } from '@/lib/server/rooms/room'
import { Settings } from './settings-record'

/** A payload's place beside its room's record: made of its content, so that what a field holds never changes. */
const REF_BYTES = 16

const Participant = z.object({
  id: z.string(),
  page: z.string(),
  memberKeyHash: z.string(),
  profile: z.string(),
  callOrder: z.nullable(z.int()),
  presence: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('present'), connectionId: z.string(), isClosing: z.boolean() }),
    z.object({ kind: z.literal('away'), deadline: z.int() }),
  ]),
})

const RoomRecord: z.ZodMiniType<Room> = z.object({
  participants: z.array(Participant),
  offers: z.array(
    z.object({
      id: z.string(),
      participantId: z.string(),
      description: z.string(),
      candidates: z.array(z.string()),
    }),
  ),
  takenOffers: z.array(z.object({ id: z.string(), participantId: z.string() })),
  lastCallOrder: z.int(),
  keyId: z.nullable(z.string()),
  knocks: z.array(
    z.object({ id: z.string(), connectionId: z.string(), memberKeyHash: z.string(), profile: z.string() }),
  ),
  hostlessSince: z.nullable(z.int()),
  settings: Settings,
})

/** `version` changes with the meaning of what follows it; a record of another one counts as damaged. */
const VersionedRecord = z.object({ version: z.literal(1), room: RoomRecord })

/** A room taken apart: its record with a reference in the place of each payload, and the payloads by their references. */
export interface SplitRoom {
  readonly record: string
  readonly payloads: ReadonlyMap<string, string>
}

/** Takes a room apart. @param refs those of payloads that are known already; what is new is added */
export function splitRoom(room: Room, refs: Map<string, string>): SplitRoom {
  const payloads = new Map<string, string>()
  const toRef = (payload: string) => {
    const ref = refs.get(payload) ?? refOf(payload)
    refs.set(payload, ref)
    payloads.set(ref, payload)
    return ref
  }
  const kept = isEmptyRoom(room) ? { ...EMPTY_ROOM, settings: room.settings } : mapPayloads(room, toRef)
  const record = JSON.stringify({ version: 1, room: kept } satisfies z.infer<typeof VersionedRecord>)
  return { record, payloads }
}

/** @returns the room whose payloads are still references, or null where the text is no record. */
export function decodeRecord(record: string): Room | null {
  try {
    const parsed = VersionedRecord.safeParse(JSON.parse(record))
    return parsed.success ? parsed.data.room : null
  } catch {
    return null
  }
}

/** @returns the references in a decoded record, each once. */
export function listRefs(record: Room): readonly string[] {
  const refs = new Set<string>()
  mapPayloads(record, (ref) => {
    refs.add(ref)
    return ref
  })
  return [...refs]
}

/** Puts a room together again. @throws where a payload is missing */
export function joinRoom(record: Room, payloads: ReadonlyMap<string, string>): Room {
  return mapPayloads(record, (ref) => {
    const payload = payloads.get(ref)
    if (payload === undefined) throw new Error('A payload of a room is missing')
    return payload
  })
}

function mapPayloads(room: Room, map: (payload: string) => string): Room {
  return {
    ...room,
    participants: room.participants.map((participant) => ({
      ...participant,
      profile: map(participant.profile),
    })),
    offers: room.offers.map((offer) => ({
      ...offer,
      description: map(offer.description),
      candidates: offer.candidates.map(map),
    })),
    knocks: room.knocks.map((knock) => ({ ...knock, profile: map(knock.profile) })),
  }
}

function refOf(payload: string): string {
  return `p:${createHash('sha256').update(payload).digest().subarray(0, REF_BYTES).toString('base64url')}`
}
