import { describe, expect, it } from 'vitest'
import { EMPTY_ROOM, type Room } from '@/lib/server/rooms/room'
import type { RoomStore } from '@/lib/server/store/room-store'

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
  return { ...EMPTY_ROOM, participants: [participant] }
}

async function read(store: RoomStore, roomId: string): Promise<Room | undefined> {
  const outcome = await store.update(roomId, (room) => ({ room, result: room }))
  return outcome.isFull ? undefined : outcome.result
}

async function write(store: RoomStore, roomId: string, room: Room | undefined): Promise<void> {
  expect(await store.update(roomId, () => ({ room, result: null }))).toEqual({ isFull: false, result: null })
}

/**
 * What every room store does, whatever it is made of.
 * @param createStore builds an empty store that holds at most `maxRooms`
 */
export function describeRoomStore(
  name: string,
  createStore: (options: { readonly maxRooms: number }) => RoomStore | Promise<RoomStore>,
): void {
  describe(`room store: ${name}`, () => {
    it('keeps what an update made, for each room by itself', async () => {
      const store = await createStore({ maxRooms: 10 })
      await write(store, 'one', roomOf('ann'))
      await write(store, 'two', roomOf('bob'))
      expect(await read(store, 'one')).toEqual(roomOf('ann'))
      expect(await read(store, 'two')).toEqual(roomOf('bob'))
      expect(await read(store, 'three')).toBeUndefined()
    })

    it('removes a room that an update returns no more', async () => {
      const store = await createStore({ maxRooms: 10 })
      await write(store, 'one', roomOf('ann'))
      await write(store, 'one', undefined)
      expect(await read(store, 'one')).toBeUndefined()
    })

    it('loses none of many updates at once', async () => {
      const store = await createStore({ maxRooms: 10 })
      await write(store, 'one', EMPTY_ROOM)
      await Promise.all(
        Array.from({ length: 50 }, () =>
          store.update('one', (room = EMPTY_ROOM) => ({
            room: { ...room, lastCallOrder: room.lastCallOrder + 1 },
            result: null,
          })),
        ),
      )
      expect(await read(store, 'one')).toMatchObject({ lastCallOrder: 50 })
    })

    it('keeps nothing of an update that throws', async () => {
      const store = await createStore({ maxRooms: 10 })
      await write(store, 'one', roomOf('ann'))
      const failing = store.update('one', () => {
        throw new RangeError('thrown by the change')
      })
      await expect(failing).rejects.toThrow(RangeError)
      expect(await read(store, 'one')).toEqual(roomOf('ann'))
    })

    it('B8 refuses a room too many, still changes those it has, and takes one again when one is gone', async () => {
      const store = await createStore({ maxRooms: 2 })
      await write(store, 'one', roomOf('ann'))
      await write(store, 'two', roomOf('bob'))
      expect(await store.update('three', () => ({ room: roomOf('cid'), result: null }))).toEqual({
        isFull: true,
      })
      expect(await read(store, 'three')).toBeUndefined()
      await write(store, 'two', roomOf('dan'))
      await write(store, 'one', undefined)
      await write(store, 'three', roomOf('cid'))
      expect(await read(store, 'three')).toEqual(roomOf('cid'))
    })

    it('counts what it holds', async () => {
      const store = await createStore({ maxRooms: 10 })
      const offer = { id: 'offer', participantId: 'ann', description: 'description', candidates: [] }
      await write(store, 'one', { ...roomOf('ann'), offers: [offer] })
      await write(store, 'two', roomOf('bob', 1_000))
      expect(await store.count()).toEqual({ rooms: 2, participants: 2, offers: 1 })
      await write(store, 'one', undefined)
      expect(await store.count()).toEqual({ rooms: 1, participants: 1, offers: 0 })
    })

    it('knows which rooms are due and when the next one is', async () => {
      const store = await createStore({ maxRooms: 10 })
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
      const store = await createStore({ maxRooms: 10 })
      await write(store, 'back', roomOf('ann', 1_000))
      await write(store, 'gone', roomOf('bob', 2_000))
      await write(store, 'back', roomOf('ann'))
      expect(await store.nextDeadline()).toBe(2_000)
      await write(store, 'gone', undefined)
      expect(await store.nextDeadline()).toBeNull()
      expect(await store.dueRooms(5_000, 10)).toEqual([])
    })
  })
}
