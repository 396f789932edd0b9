import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_ROOM, type Room, withSettings } from '@/lib/server/rooms/room'
import type { RoomStore } from '@/lib/server/store/room-store'

const NOW = 1_800_000_000_000
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** What a room store keeps its things in, empty at first: a directory, a server, this process. */
export interface RoomStorePlace {
  /** Opens a store on what is kept there, for one test at a time: the one before was closed. */
  open(options: { readonly maxRooms: number }): Promise<RoomStore>
  /** Removes everything. */
  remove(): Promise<void>
}

function roomOf(participantId: string, deadline: number | null = null): Room {
  const presence =
    deadline === null
      ? ({ kind: 'present', connectionId: 'connection', isClosing: false } as const)
      : ({ kind: 'away', deadline } as const)
  const participant = {
    id: participantId,
    page: 'page',
    memberKeyHash: 'member-key',
    profile: 'profile',
    callOrder: null,
    presence,
  }
  return withSettings({ ...EMPTY_ROOM, participants: [participant] }, { hostKeyHashes: [participantId] })
}

/** The same room, with nobody in it any more. */
const deserted = (room: Room): Room => ({ ...EMPTY_ROOM, settings: room.settings })

const locked = (room: Room): Room => withSettings(room, { door: 'locked', lastUsedAt: NOW })

async function read(store: RoomStore, roomId: string): Promise<Room> {
  const outcome = await store.update(roomId, (room) => ({ room, result: room }))
  if (!outcome.ok) throw new Error(`The room cannot be read: ${outcome.code}`)
  return outcome.result
}

async function write(store: RoomStore, roomId: string, room: Room): Promise<void> {
  expect(await store.update(roomId, () => ({ room, result: 'result' }))).toEqual({
    ok: true,
    result: 'result',
  })
}

/** What every room store does, whatever it is made of. */
export function describeRoomStore(name: string, createPlace: () => Promise<RoomStorePlace>): void {
  describe(`room store: ${name}`, () => {
    let place: RoomStorePlace
    let store: RoomStore

    async function reopen(options: { readonly maxRooms: number }): Promise<void> {
      await store.close()
      store = await place.open(options)
    }

    beforeEach(async () => {
      place = await createPlace()
      store = await place.open({ maxRooms: 10 })
    })

    afterEach(async () => {
      await store.close()
      await place.remove()
    })

    it('gives an empty room where nothing is kept, and keeps what an update made, for each room by itself', async () => {
      expect(await read(store, 'one')).toEqual(EMPTY_ROOM)
      await write(store, 'one', roomOf('ann'))
      await write(store, 'two', roomOf('bob'))
      expect(await read(store, 'one')).toEqual(roomOf('ann'))
      expect(await read(store, 'two')).toEqual(roomOf('bob'))
      expect(await read(store, 'three')).toEqual(EMPTY_ROOM)
    })

    it('J10 keeps nothing but the settings of a room in which nobody is and nobody waits', async () => {
      await write(store, 'one', { ...locked(roomOf('ann')), lastCallOrder: 7 })
      await write(store, 'one', { ...deserted(await read(store, 'one')), lastCallOrder: 7 })
      expect(await read(store, 'one')).toEqual(deserted(locked(roomOf('ann'))))
      expect(await store.count()).toEqual({ rooms: 0, participants: 0, offers: 0 })
    })

    it('keeps a room in which somebody waits at the door', async () => {
      const knock = { id: 'bob', connectionId: 'socket', memberKeyHash: 'bob-key', profile: 'profile' }
      await write(store, 'one', { ...EMPTY_ROOM, knocks: [knock] })
      expect((await read(store, 'one')).knocks).toEqual([knock])
    })

    it('loses none of many updates at once, whether or not they change settings', async () => {
      const updates = Array.from({ length: 50 }, (_, index) =>
        store.update('one', (room) => {
          const { participants } = roomOf('ann')
          const next = { ...room, participants, lastCallOrder: room.lastCallOrder + 1 }
          return {
            room: index % 5 === 0 ? withSettings(next, { maxParticipants: index + 2 }) : next,
            result: room.lastCallOrder,
          }
        }),
      )
      const results = (await Promise.all(updates)).map((outcome) => (outcome.ok ? outcome.result : null))
      expect(results.sort((a, b) => Number(a) - Number(b))).toEqual(updates.map((_, index) => index))
      expect(await read(store, 'one')).toMatchObject({ lastCallOrder: 50 })
    })

    it('keeps nothing of an update that throws', async () => {
      await write(store, 'one', roomOf('ann'))
      const failing = store.update('one', () => {
        throw new RangeError('thrown by the change')
      })
      await expect(failing).rejects.toThrow(RangeError)
      expect(await read(store, 'one')).toEqual(roomOf('ann'))
    })

    it('H keeps settings beyond its own end, of rooms with and without people', async () => {
      await write(store, 'inside', locked(roomOf('ann')))
      await write(store, 'deserted', deserted(locked(roomOf('bob'))))
      await reopen({ maxRooms: 10 })
      expect((await read(store, 'inside')).settings).toEqual(locked(roomOf('ann')).settings)
      expect((await read(store, 'deserted')).settings).toEqual(locked(roomOf('bob')).settings)
    })

    it('H keeps the settings of the last of many updates', async () => {
      await Promise.all(
        [3, 4, 5, 6].map((maxParticipants) =>
          store.update('one', () => ({
            room: withSettings(roomOf('ann'), { maxParticipants }),
            result: null,
          })),
        ),
      )
      await reopen({ maxRooms: 10 })
      expect((await read(store, 'one')).settings.maxParticipants).toBe(6)
    })

    it('H forgets a bare room after a day and others after thirty, unless somebody is in it', async () => {
      const bare = withSettings(roomOf('ann'), { lastUsedAt: NOW })
      await write(store, 'bare', deserted(bare))
      await write(store, 'bare-inside', bare)
      await write(store, 'locked', deserted(locked(roomOf('bob'))))
      await write(store, 'locked-inside', locked(roomOf('bob')))
      // A day and a month, each with the hour by which a last use may be kept late.
      await store.forgetUnused(NOW + DAY_MS + HOUR_MS + 1)
      expect((await read(store, 'bare')).settings).toEqual(EMPTY_ROOM.settings)
      expect((await read(store, 'locked')).settings.door).toBe('locked')
      await store.forgetUnused(NOW + 30 * DAY_MS + HOUR_MS + 1)
      expect((await read(store, 'locked')).settings).toEqual(EMPTY_ROOM.settings)
      await reopen({ maxRooms: 10 })
      expect((await read(store, 'bare-inside')).settings.hostKeyHashes).toEqual(['ann'])
      expect((await read(store, 'locked-inside')).settings.door).toBe('locked')
    })

    it('B8 refuses a room too many, still changes those it has, and takes one again when one is gone', async () => {
      await reopen({ maxRooms: 2 })
      await write(store, 'one', roomOf('ann'))
      await write(store, 'two', roomOf('bob'))
      const refused = { ok: false, code: 'server-full' }
      expect(await store.update('three', () => ({ room: roomOf('cid'), result: null }))).toEqual(refused)
      expect(await read(store, 'three')).toEqual(EMPTY_ROOM)
      await write(store, 'two', roomOf('dan'))
      await write(store, 'one', deserted(roomOf('ann')))
      await write(store, 'three', roomOf('cid'))
      expect(await read(store, 'three')).toEqual(roomOf('cid'))
    })

    it('B8 lets in no more than fit of many rooms at once', async () => {
      await reopen({ maxRooms: 4 })
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.update(`room-${index}`, () => ({ room: roomOf('ann'), result: null })),
        ),
      )
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(4)
      expect(await store.count()).toMatchObject({ rooms: 4 })
    })

    it('counts what it holds', async () => {
      const offer = { id: 'offer', participantId: 'ann', description: 'description', candidates: [] }
      await write(store, 'one', { ...roomOf('ann'), offers: [offer] })
      await write(store, 'two', roomOf('bob', 1_000))
      expect(await store.count()).toEqual({ rooms: 2, participants: 2, offers: 1 })
      await write(store, 'one', deserted(roomOf('ann')))
      expect(await store.count()).toEqual({ rooms: 1, participants: 1, offers: 0 })
    })

    it('knows which rooms are due and when the next one is', async () => {
      expect(await store.nextDeadline()).toBeNull()
      await write(store, 'nobody-away', roomOf('ann'))
      await write(store, 'later', roomOf('bob', 3_000))
      await write(store, 'sooner', roomOf('cid', 1_000))
      expect(await store.nextDeadline()).toBe(1_000)
      expect(await store.dueRooms(999, 10)).toEqual([])
      expect(await store.dueRooms(1_000, 10)).toEqual(['sooner'])
      expect([...(await store.dueRooms(3_000, 10))].sort()).toEqual(['later', 'sooner'])
      expect(await store.dueRooms(3_000, 1)).toHaveLength(1)
    })

    it('forgets the deadline of who came back and of a room that is gone', async () => {
      await write(store, 'back', roomOf('ann', 1_000))
      await write(store, 'gone', roomOf('bob', 2_000))
      await write(store, 'back', roomOf('ann'))
      expect(await store.nextDeadline()).toBe(2_000)
      await write(store, 'gone', deserted(roomOf('bob')))
      expect(await store.nextDeadline()).toBeNull()
      expect(await store.dueRooms(5_000, 10)).toEqual([])
    })
  })
}
