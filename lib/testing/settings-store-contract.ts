import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type DurableSettings } from '@/lib/server/rooms/settings'
import type { SettingsStore } from '@/lib/server/store/settings-store'

const NOW = 1_800_000_000_000
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** A room as its first host leaves it. */
const bareSettings = (host = 'ann'): DurableSettings => ({
  ...DEFAULT_SETTINGS,
  hostKeyHashes: [host],
  lastUsedAt: NOW,
})

/** Each of these is something that a host has set. */
const SET: readonly Partial<DurableSettings>[] = [
  { door: 'locked', members: ['ann-id'] },
  { door: 'knock' },
  { admission: 'everyone' },
  { passcodeHash: 'passcode' },
  { maxParticipants: 3 },
  { hostKeyHashes: ['ann', 'bob'] },
  { removed: [{ participantId: 'cid-id', memberKeyHash: 'cid' }] },
  { mutedKeyHashes: ['cid'] },
]

/**
 * What every settings store does, whatever it is made of.
 * @param createStore builds an empty store that holds at most `maxRecords`
 */
export function describeSettingsStore(
  name: string,
  createStore: (options: { readonly maxRecords: number }) => Promise<SettingsStore>,
): void {
  describe(`settings store: ${name}`, () => {
    const stores: SettingsStore[] = []

    async function create(maxRecords = 10): Promise<SettingsStore> {
      const store = await createStore({ maxRecords })
      stores.push(store)
      return store
    }

    afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())))

    async function read(store: SettingsStore, roomId: string): Promise<DurableSettings> {
      const loaded = await store.load(roomId)
      if (loaded.isDamaged) throw new Error('The settings cannot be read')
      return loaded.settings
    }

    it('gives the defaults of a room of which nothing is kept', async () => {
      expect(await read(await create(), 'room')).toEqual(DEFAULT_SETTINGS)
    })

    it.each(SET)('keeps %o, for each room by itself', async (set) => {
      const store = await create()
      const settings = { ...bareSettings(), ...set }
      expect(await store.save('one', settings)).toBe(true)
      expect(await store.save('two', bareSettings('bob'))).toBe(true)
      expect(await read(store, 'one')).toEqual(settings)
      expect(await read(store, 'two')).toEqual(bareSettings('bob'))
    })

    it('gives what was saved last, of many saved at once', async () => {
      const store = await create()
      const saved = Array.from({ length: 30 }, (_, index) =>
        store.save(index % 2 === 0 ? 'even' : 'odd', { ...bareSettings(), maxParticipants: index + 2 }),
      )
      expect(await Promise.all(saved)).toEqual(saved.map(() => true))
      expect(await read(store, 'even')).toMatchObject({ maxParticipants: 30 })
      expect(await read(store, 'odd')).toMatchObject({ maxParticipants: 31 })
    })

    it('lets the oldest room in which nothing was set make way for one more', async () => {
      const store = await create(3)
      await store.save('set', { ...bareSettings(), door: 'locked' })
      await store.save('older', bareSettings())
      await store.save('newer', bareSettings())
      await store.save('older', { ...bareSettings(), lastUsedAt: NOW + HOUR_MS })
      expect(await store.save('fourth', bareSettings())).toBe(true)
      expect(await read(store, 'newer')).toEqual(DEFAULT_SETTINGS)
      expect(await read(store, 'older')).not.toEqual(DEFAULT_SETTINGS)
      expect(await read(store, 'set')).toMatchObject({ door: 'locked' })
      expect(await read(store, 'fourth')).toEqual(bareSettings())
    })

    it('refuses one more where hosts have set something in all, and still saves those it has', async () => {
      const store = await create(2)
      await store.save('one', { ...bareSettings(), door: 'locked' })
      await store.save('two', { ...bareSettings(), door: 'locked' })
      expect(await store.save('three', bareSettings())).toBe(false)
      expect(await read(store, 'three')).toEqual(DEFAULT_SETTINGS)
      expect(await store.save('two', bareSettings())).toBe(true)
      expect(await store.save('three', bareSettings())).toBe(true)
    })

    it('forgets after a day where nothing was set but the first host', async () => {
      const store = await create()
      await store.save('room', bareSettings())
      await store.forgetUnused(NOW + DAY_MS)
      expect(await read(store, 'room')).toEqual(bareSettings())
      await store.forgetUnused(NOW + DAY_MS + HOUR_MS + 1)
      expect(await read(store, 'room')).toEqual(DEFAULT_SETTINGS)
    })

    it.each(SET)('forgets %o after thirty days', async (set) => {
      const store = await create()
      const settings = { ...bareSettings(), ...set }
      await store.save('room', settings)
      await store.forgetUnused(NOW + 30 * DAY_MS)
      expect(await read(store, 'room')).toEqual(settings)
      await store.forgetUnused(NOW + 30 * DAY_MS + HOUR_MS + 1)
      expect(await read(store, 'room')).toEqual(DEFAULT_SETTINGS)
    })

    it('counts what was forgotten no more', async () => {
      const store = await create(1)
      await store.save('one', { ...bareSettings(), door: 'locked' })
      expect(await store.save('two', bareSettings())).toBe(false)
      await store.forgetUnused(NOW + 31 * DAY_MS)
      expect(await store.save('two', bareSettings())).toBe(true)
    })
  })
}
