import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import * as z from 'zod/mini'
import { EMPTY_ROOM, isEmptyRoom, markedAsUsed, nextDeadline, type Room } from '@/lib/server/rooms/room'
import { DEFAULT_SETTINGS } from '@/lib/server/rooms/settings'
import { toNodeId } from './node-id'
import { PayloadCache } from './payload-cache'
import type { ChangeLog, LogPosition } from './redis-change-log'
import { inTime, type RedisClient, RedisScript } from './redis-connection'
import { REDIS_KEYS } from './redis-keys'
import { decodeRecord, joinRoom, listRefs, splitRoom } from './redis-record'
import { COMMIT_SCRIPT, FORGET_SCRIPT } from './redis-scripts'
import { forgetAt, isBare } from './retention'
import type { RoomChange, RoomCounts, RoomStore, UpdateOutcome } from './room-store'
import { KeyedQueues } from './serial-queue'

/** Within one node updates of a room take turns, so that only other nodes get in the way: this often in a row is no chance any more. */
const ATTEMPTS = 30
const LONGEST_PAUSE_MS = 32

/** Some hundred full rooms' worth, in UTF-16 code units. */
const CACHED_PAYLOADS_LENGTH = 32_000_000

const ROOMS_FORGOTTEN_AT_ONCE = 1_000

const CommitReply = z.union([
  z.tuple([z.enum(['conflict', 'full', 'node-unknown'])]),
  z.tuple([z.literal('kept'), z.int(), z.string()]),
])

/** A room as it was read, and what a later write compares. */
interface LoadedRoom {
  /** Empty where nothing is kept. */
  readonly version: string
  readonly position: LogPosition | null
  readonly room: Room
  /** References by payload. */
  readonly refs: Map<string, string>
}

/** What a store on Redis works with. */
export interface RedisRoomStoreParts {
  readonly client: RedisClient
  readonly log: ChangeLog
  /** All nodes together. */
  readonly maxRooms: number
  readonly maxRemembered: number
  /** Learns that the outcome of an update is unknown, or that this node was given up by the others. */
  readonly onLost: () => void
}

/**
 * Rooms in Redis, shared by any number of nodes. A change is kept where the room is still the one that it was made from (its
 * version is compared and everything written by one script), else made again from the newer one. With the room the script
 * writes what is to be told into the log, so that nothing is kept and not told, or told in another order than it was kept in.
 * Payloads lie beside the record under names made of their content: what does not change is neither read nor written again.
 */
export class RedisRoomStore implements RoomStore {
  readonly #parts: RedisRoomStoreParts
  readonly #turns = new KeyedQueues()
  readonly #payloads = new PayloadCache(CACHED_PAYLOADS_LENGTH)
  readonly #commit = new RedisScript(COMMIT_SCRIPT)
  readonly #forget = new RedisScript(FORGET_SCRIPT)

  constructor(parts: RedisRoomStoreParts) {
    this.#parts = parts
  }

  update<T>(
    roomId: string,
    change: (room: Room) => RoomChange<T>,
    settle: (outcome: UpdateOutcome<T>) => void = () => {},
  ): Promise<UpdateOutcome<T>> {
    return this.#turns.run(roomId, () => this.#change(roomId, change, settle))
  }

  async dueRooms(now: number, limit: number): Promise<readonly string[]> {
    return inTime(
      this.#parts.client.zRange(REDIS_KEYS.deadlines, '-inf', now, {
        BY: 'SCORE',
        LIMIT: { offset: 0, count: limit },
      }),
    )
  }

  async nextDeadline(): Promise<number | null> {
    const [first] = await inTime(this.#parts.client.zRangeWithScores(REDIS_KEYS.deadlines, 0, 0))
    return first?.score ?? null
  }

  async count(): Promise<RoomCounts> {
    const counts = await inTime(
      this.#parts.client.hmGet(REDIS_KEYS.counts, ['rooms', 'participants', 'offers']),
    )
    const [rooms = 0, participants = 0, offers = 0] = counts.map(Number)
    return { rooms, participants, offers }
  }

  async forgetUnused(now: number): Promise<void> {
    const { client } = this.#parts
    const markUsed = (room: Room) => ({ room: markedAsUsed(room, now), result: null })
    for (const key of [REDIS_KEYS.bare, REDIS_KEYS.set]) {
      const options = { BY: 'SCORE', LIMIT: { offset: 0, count: ROOMS_FORGOTTEN_AT_ONCE } } as const
      for (const roomId of await inTime(client.zRange(key, '-inf', `(${now}`, options))) {
        const isInUse = await this.#forget.run(
          client,
          [toRoomKey(roomId), REDIS_KEYS.bare, REDIS_KEYS.set],
          [roomId, String(now)],
        )
        if (isInUse === 1) await this.update(roomId, markUsed)
      }
    }
  }

  close(): Promise<void> {
    return this.#turns.idle()
  }

  async #change<T>(
    roomId: string,
    change: (room: Room) => RoomChange<T>,
    settle: (outcome: UpdateOutcome<T>) => void,
  ): Promise<UpdateOutcome<T>> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await delay(randomInt(1, Math.min(2 ** attempt, LONGEST_PAUSE_MS) + 1))
      const loaded = await this.#load(roomId)
      if (loaded === 'damaged') return settleWith({ ok: false, code: 'internal' }, settle)
      // A payload went with a newer record while this one was read.
      if (loaded === 'passed') continue
      const { room, result, effects = [] } = change(loaded.room)
      const outcome = { ok: true, result } as const
      if (room === loaded.room && effects.length === 0) {
        await this.#parts.log.reach(loaded.position, () => settle(outcome))
        return outcome
      }
      const written = await this.#write(roomId, loaded, { room, effects }, () => settle(outcome))
      if (written === 'kept') return outcome
      if (written === 'full') return settleWith({ ok: false, code: 'server-full' }, settle)
    }
    throw new Error('A room was changed by others each time it was to be changed')
  }

  /** @returns `passed` where the room was changed while it was read, `damaged` where what is kept is no room. */
  async #load(roomId: string): Promise<LoadedRoom | 'passed' | 'damaged'> {
    const { client } = this.#parts
    const key = toRoomKey(roomId)
    const [version, seq, run, text] = await inTime(client.hmGet(key, ['version', 'seq', 'run', 'record']))
    if (!version || !text) return { version: '', position: null, room: EMPTY_ROOM, refs: new Map() }
    const record = decodeRecord(text)
    if (record === null) return 'damaged'
    const payloads = new Map<string, string>()
    const missing: string[] = []
    for (const ref of listRefs(record)) {
      const payload = this.#payloads.get(ref)
      if (payload === undefined) missing.push(ref)
      else payloads.set(ref, payload)
    }
    if (missing.length > 0) {
      const read = await inTime(client.hmGet(key, missing))
      for (const [index, ref] of missing.entries()) {
        const payload = read[index]
        if (payload == null) return 'passed'
        payloads.set(ref, payload)
        this.#payloads.set(ref, payload)
      }
    }
    const refs = new Map([...payloads].map(([ref, payload]) => [payload, ref]))
    const position = seq && run ? { seq: Number(seq), run } : null
    return { version, position, room: joinRoom(record, payloads), refs }
  }

  async #write(
    roomId: string,
    before: LoadedRoom,
    after: { readonly room: Room; readonly effects: readonly unknown[] },
    atTurn: () => void,
  ): Promise<'kept' | 'conflict' | 'full'> {
    const { client, log, onLost } = this.#parts
    const commitId = randomBytes(12).toString('base64url')
    const isSame = after.room === before.room
    const known = new Set(before.refs.values())
    const { record, payloads } = isSame
      ? { record: '', payloads: new Map<string, string>() }
      : splitRoom(after.room, before.refs)
    const added = [...payloads].filter(([ref]) => !known.has(ref))
    const dropped = isSame ? [] : [...known].filter((ref) => !payloads.has(ref))
    const facts = this.#describe(roomId, before, after.room, { commitId, dropped })
    const body = JSON.stringify({ commitId, roomId, effects: after.effects })
    const { told, forget } = log.expect(commitId, atTurn)
    try {
      const keys = [toRoomKey(roomId), ...COMMIT_KEYS]
      const reply = CommitReply.parse(
        await this.#commit.run(client, keys, [JSON.stringify(facts), record, body, ...added.flat()]),
      )
      if (reply[0] === 'kept') {
        for (const [ref, payload] of added) this.#payloads.set(ref, payload)
        await told
        return 'kept'
      }
      forget()
      if (reply[0] !== 'node-unknown') return reply[0]
      throw new Error('This node was given up by the others')
    } catch (error) {
      forget()
      onLost()
      throw error
    }
  }

  /** What the commit script needs to know beside texts. */
  #describe(
    roomId: string,
    before: LoadedRoom,
    room: Room,
    { commitId, dropped }: { readonly commitId: string; readonly dropped: readonly string[] },
  ) {
    const { maxRooms, maxRemembered } = this.#parts
    const deadline = isEmptyRoom(room) ? null : nextDeadline(room)
    return {
      version: before.version,
      commitId,
      keep: toKept(before.room, room),
      roomId,
      roomPrefix: REDIS_KEYS.roomPrefix,
      nodePrefix: REDIS_KEYS.nodePrefix,
      nodes: listNodes(room),
      participants: String(room.participants.length),
      offers: String(room.offers.length),
      deadline: deadline === null ? '' : String(deadline),
      isBare: isBare(room.settings),
      forgetAt: String(forgetAt(room.settings)),
      maxRooms: String(maxRooms),
      maxRemembered: String(maxRemembered),
      dropped,
    }
  }
}

const COMMIT_KEYS = [
  REDIS_KEYS.log,
  REDIS_KEYS.stream,
  REDIS_KEYS.counts,
  REDIS_KEYS.deadlines,
  REDIS_KEYS.bare,
  REDIS_KEYS.set,
  REDIS_KEYS.nodes,
] as const

function toRoomKey(roomId: string): string {
  return `${REDIS_KEYS.roomPrefix}${roomId}`
}

/** What of a changed room is written: nothing new, all of it, its settings alone, or nothing any more. */
function toKept(before: Room, after: Room): 'same' | 'open' | 'settings' | 'nothing' {
  if (before === after) return 'same'
  if (!isEmptyRoom(after)) return 'open'
  return after.settings === DEFAULT_SETTINGS ? 'nothing' : 'settings'
}

/** The nodes through which somebody is present in the room or waits at its door. */
function listNodes(room: Room): readonly string[] {
  const present = room.participants.flatMap(({ presence }) =>
    presence.kind === 'present' ? [presence.connectionId] : [],
  )
  const waiting = room.knocks.map(({ connectionId }) => connectionId)
  const nodes = [...present, ...waiting].map(toNodeId).filter((id) => id !== null)
  return [...new Set(nodes)]
}

function settleWith<T>(outcome: UpdateOutcome<T>, settle: (outcome: UpdateOutcome<T>) => void) {
  settle(outcome)
  return outcome
}
