import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EMPTY_ROOM, type Room, withLastUse, withSettings } from '@/lib/server/rooms/room'
import { DEFAULT_SETTINGS, type DurableSettings } from '@/lib/server/rooms/settings'
import { describeRoomStore } from '@/lib/testing/room-store-contract'
import { FileSettingsStore } from './file-settings-store'
import { MemoryRoomStore } from './memory-room-store'
import { MemorySettingsStore } from './memory-settings-store'
import type { LoadedSettings, SettingsStore } from './settings-store'

const NOW = 1_800_000_000_000
const MINUTE_MS = 60_000

describeRoomStore('memory, settings in memory', async () => {
  // Outlives the room stores as a file does.
  const settings = new MemorySettingsStore()
  return {
    open: async ({ maxRooms }) => new MemoryRoomStore({ maxRooms, settings }),
    remove: async () => {},
  }
})

describeRoomStore('memory, settings in a file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'earshot-rooms-'))
  const logger = { error: () => {}, warn: () => {} }
  return {
    async open({ maxRooms }) {
      const settings = new FileSettingsStore({ directory, secret: 'secret', now: () => NOW, logger })
      return new MemoryRoomStore({ maxRooms, settings })
    },
    remove: () => rm(directory, { recursive: true }),
  }
})

/** Settings that are saved when the test says so. */
class HeldSettingsStore implements SettingsStore {
  readonly saved: DurableSettings[] = []
  readonly #waiting: ((isKept: boolean | Error) => void)[] = []
  loaded: LoadedSettings = { isDamaged: false, settings: DEFAULT_SETTINGS }

  async load(): Promise<LoadedSettings> {
    return this.loaded
  }

  save(_roomId: string, settings: DurableSettings): Promise<boolean> {
    this.saved.push(settings)
    return new Promise((resolve, reject) => {
      this.#waiting.push((outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)))
    })
  }

  /** Ends the oldest save that is under way, once there is one. */
  async settle(outcome: boolean | Error): Promise<void> {
    while (this.#waiting.length === 0) await new Promise(setImmediate)
    this.#waiting.shift()?.(outcome)
  }

  async forgetUnused(): Promise<void> {}
  async close(): Promise<void> {}
}

describe('rooms in memory over settings that are kept', () => {
  const ann: Room = withSettings(
    {
      ...EMPTY_ROOM,
      participants: [
        {
          id: 'ann',
          page: 'page',
          memberKeyHash: 'ann-key',
          profile: 'profile',
          callOrder: null,
          presence: { kind: 'present', connectionId: 'socket', isClosing: false },
        },
      ],
    },
    { hostKeyHashes: ['ann-key'], lastUsedAt: NOW },
  )
  const put = (store: MemoryRoomStore, change: (room: Room) => Room) =>
    store.update('room', (room) => ({ room: change(room), result: room }))

  it('H tells nobody of a setting before it is saved, and lets no other update between', async () => {
    const settings = new HeldSettingsStore()
    const store = new MemoryRoomStore({ maxRooms: 10, settings })
    const events: string[] = []
    const first = put(store, () => ann).then(() => events.push('first'))
    const second = put(store, (room) => room).then((outcome) => {
      events.push('second')
      return outcome
    })
    while (settings.saved.length === 0) await new Promise(setImmediate)
    expect(events).toEqual([])
    expect(await store.count()).toMatchObject({ rooms: 0 })
    await settings.settle(true)
    await first
    expect(await second).toEqual({ ok: true, result: ann })
    expect(events).toEqual(['first', 'second'])
  })

  it('keeps nothing of an update whose settings were not saved', async () => {
    const settings = new HeldSettingsStore()
    const store = new MemoryRoomStore({ maxRooms: 1, settings })
    const failing = put(store, () => ann)
    const failed = expect(failing).rejects.toThrow('disk full')
    await settings.settle(new Error('disk full'))
    await failed
    const refused = put(store, () => ann)
    await settings.settle(false)
    expect(await refused).toEqual({ ok: false, code: 'server-full' })
    expect(await put(store, (room) => room)).toEqual({ ok: true, result: EMPTY_ROOM })
    const kept = put(store, () => ann)
    await settings.settle(true)
    expect(await kept).toMatchObject({ ok: true })
  })

  it('refuses a room whose settings cannot be read, whatever is asked of it', async () => {
    const settings = new HeldSettingsStore()
    settings.loaded = { isDamaged: true }
    const store = new MemoryRoomStore({ maxRooms: 10, settings })
    expect(await put(store, () => ann)).toEqual({ ok: false, code: 'internal' })
    expect(settings.saved).toEqual([])
    expect(await store.count()).toMatchObject({ rooms: 0 })
  })

  it('saves coming and going once an hour, and everything else at once', async () => {
    const settings = new HeldSettingsStore()
    const store = new MemoryRoomStore({ maxRooms: 10, settings })
    const opened = put(store, () => ann)
    await settings.settle(true)
    await opened
    await put(store, (room) => withLastUse(room, NOW + MINUTE_MS))
    await put(store, (room) => withLastUse(room, NOW + 59 * MINUTE_MS))
    expect(settings.saved).toHaveLength(1)
    const used = put(store, (room) => withLastUse(room, NOW + 60 * MINUTE_MS))
    await settings.settle(true)
    await used
    const muted = put(store, (room) => withSettings(room, { mutedKeyHashes: ['bob'] }))
    await settings.settle(true)
    await muted
    expect(settings.saved.map(({ lastUsedAt }) => lastUsedAt - NOW)).toEqual([
      0,
      60 * MINUTE_MS,
      60 * MINUTE_MS,
    ])
  })

  it('waits at its end for the updates under way', async () => {
    const settings = new HeldSettingsStore()
    const store = new MemoryRoomStore({ maxRooms: 10, settings })
    const events: string[] = []
    const updated = put(store, () => ann).then(() => events.push('updated'))
    while (settings.saved.length === 0) await new Promise(setImmediate)
    const closed = store.close().then(() => events.push('closed'))
    await settings.settle(true)
    await Promise.all([updated, closed])
    expect(events).toEqual(['updated', 'closed'])
  })
})
