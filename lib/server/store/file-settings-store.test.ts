import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type DurableSettings } from '@/lib/server/rooms/settings'
import { describeSettingsStore } from '@/lib/testing/settings-store-contract'
import { FileSettingsStore } from './file-settings-store'

const NOW = 1_800_000_000_000
const DAY_MS = 24 * 60 * 60 * 1000
const LOCKED: DurableSettings = {
  ...DEFAULT_SETTINGS,
  hostKeyHashes: ['ann'],
  door: 'locked',
  members: ['ann-id'],
  lastUsedAt: NOW,
}

/** Everything that a test may look at: a directory of its own, and what was logged. */
class Place {
  readonly lines: string[] = []
  readonly directory: string
  now = NOW
  readonly #stores: FileSettingsStore[] = []

  constructor(directory: string) {
    this.directory = directory
  }

  create(options: { readonly secret?: string; readonly maxRecords?: number } = {}): FileSettingsStore {
    const log = (...line: unknown[]) => this.lines.push(JSON.stringify(line))
    const store = new FileSettingsStore({
      directory: this.directory,
      secret: 'secret',
      now: () => this.now,
      logger: { error: log, warn: log },
      ...options,
    })
    this.#stores.push(store)
    return store
  }

  /** Writes into the file what no store would. */
  async meddle(change: (record: string) => string): Promise<void> {
    const database = new ClassicLevel(this.directory)
    for await (const [key, value] of database.iterator({ gt: 'room:', lt: 'room:~' }))
      await database.put(key, change(value))
    await database.close()
  }

  close(): Promise<unknown> {
    return Promise.allSettled(this.#stores.map((store) => store.close()))
  }
}

describe('the contract', () => {
  let parent = ''
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'earshot-settings-'))
  })
  afterAll(() => rm(parent, { recursive: true }))

  describeSettingsStore('file', async (options) =>
    new Place(await mkdtemp(join(parent, 'contract-'))).create(options),
  )
})

describe('the file', () => {
  let place: Place
  beforeEach(async () => {
    place = new Place(join(await mkdtemp(join(tmpdir(), 'earshot-settings-')), 'rooms'))
  })
  afterEach(async () => {
    await place.close()
    await rm(join(place.directory, '..'), { recursive: true })
  })

  /** Saves a locked room and closes the file. */
  async function keepLocked(): Promise<void> {
    const store = place.create()
    await store.save('böse-room', LOCKED)
    await store.close()
  }

  it('outlives its process, and knows how much it holds and what is old', async () => {
    const first = place.create({ maxRecords: 2 })
    await first.save('locked', LOCKED)
    await first.save('bare', { ...DEFAULT_SETTINGS, hostKeyHashes: ['ann'], lastUsedAt: NOW })
    await first.close()
    const second = place.create({ maxRecords: 2 })
    expect(await second.load('locked')).toEqual({ isDamaged: false, settings: LOCKED })
    expect(await second.save('third', LOCKED)).toBe(true)
    expect(await second.load('bare')).toEqual({ isDamaged: false, settings: DEFAULT_SETTINGS })
    expect(await second.save('fourth', LOCKED)).toBe(false)
    await second.forgetUnused(NOW + 31 * DAY_MS)
    await second.close()
    const third = place.create({ maxRecords: 2 })
    expect(await third.load('locked')).toEqual({ isDamaged: false, settings: DEFAULT_SETTINGS })
    expect(place.lines).toEqual([])
  })

  it('is its owner’s alone and tells no names', async () => {
    await keepLocked()
    expect((await stat(place.directory)).mode & 0o777).toBe(0o700)
    const files = await readdir(place.directory)
    const contents = await Promise.all(files.map((name) => readFile(join(place.directory, name), 'latin1')))
    expect(contents.join('')).toContain('locked')
    expect(contents.join('')).not.toContain('-room')
  })

  it('is one’s alone: the second to open it is told so, until the first lets go', async () => {
    const first = place.create()
    await first.open()
    await expect(place.create().open()).rejects.toMatchObject({ reason: 'in-use' })
    await first.close()
    await place.create().open()
  })

  it.each([
    ['cut off', (record: string) => record.slice(0, 40)],
    ['of a later version', (record: string) => record.replace('"version":1', '"version":2')],
    ['without a door', (record: string) => record.replace('"door":"locked",', '')],
  ])('keeps a room shut whose record is %s, says so once and without its name', async (_, change) => {
    await keepLocked()
    await place.meddle(change)
    const store = place.create()
    await store.open()
    expect(await store.load('böse-room')).toEqual({ isDamaged: true })
    expect(await store.load('böse-room')).toEqual({ isDamaged: true })
    expect(await store.load('other')).toEqual({ isDamaged: false, settings: DEFAULT_SETTINGS })
    expect(place.lines).toHaveLength(1)
    expect(place.lines[0]).toContain('"records":1')
    expect(place.lines[0]).not.toContain('room:')
    await store.forgetUnused(NOW + 31 * DAY_MS)
    expect(await store.load('böse-room')).toEqual({ isDamaged: false, settings: DEFAULT_SETTINGS })
  })

  it('says that it cannot be used where it is no such directory, or LevelDB finds it damaged', async () => {
    await writeFile(place.directory, '')
    await expect(place.create().open()).rejects.toMatchObject({ reason: 'unusable' })
    await rm(place.directory)
    await keepLocked()
    await writeFile(join(place.directory, 'CURRENT'), 'nonsense')
    await expect(place.create().open()).rejects.toMatchObject({ reason: 'damaged' })
  })

  it('says when the secret is another one, under which nothing is found', async () => {
    await keepLocked()
    const other = place.create({ secret: 'another secret' })
    expect(await other.load('böse-room')).toEqual({ isDamaged: false, settings: DEFAULT_SETTINGS })
    expect(place.lines.join('')).toMatch(/secret is another one/)
    await other.close()
    const again = place.create()
    expect(await again.load('böse-room')).toEqual({ isDamaged: false, settings: LOCKED })
  })

  it('takes a last use in the future for now', async () => {
    const store = place.create()
    await store.save('room', { ...LOCKED, lastUsedAt: NOW + 1_000 * DAY_MS })
    await store.close()
    const again = place.create()
    await again.forgetUnused(NOW + 31 * DAY_MS)
    expect(await again.load('room')).toEqual({ isDamaged: false, settings: DEFAULT_SETTINGS })
  })
})
