import { createHmac } from 'node:crypto'
import type { Logger } from 'pino'
import { DEFAULT_SETTINGS, type DurableSettings } from '@/lib/server/rooms/settings'
import { LevelDirectory, type LevelOperation } from './level-directory'
import { isBare, MAX_REMEMBERED_ROOMS, RetentionIndex } from './retention'
import { decodeSettings, encodeSettings } from './settings-record'
import type { LoadedSettings, SettingsStore } from './settings-store'

/** Under this key lies which secret the records' keys were made with. */
const SECRET_KEY = 'secret'
const ROOM_PREFIX = 'room:'

/** Records forgotten in one commit, and commits in one go: ten thousand an hour, more than can be made in a day by the bound. */
const FORGOTTEN_PER_COMMIT = 500
const COMMITS_PER_RUN = 20

/** What the settings of rooms are kept with. */
export interface FileSettingsOptions {
  /** Made with mode 700 where it is missing. */
  readonly directory: string
  /** What rooms are named by in the file is derived from it. */
  readonly secret: string
  readonly now: () => number
  readonly logger: Pick<Logger, 'error' | 'warn'>
  readonly maxRecords?: number
}

/**
 * Owns a LevelDB directory with the settings of rooms. A record's key is an HMAC-SHA-256 of the room's name, its value versioned
 * JSON of hashes and flags: who reads the file learns no names, and cannot find a room without the secret. One process has it at
 * a time. A record that cannot be read is logged once and keeps its room shut.
 */
export class FileSettingsStore implements SettingsStore {
  readonly #options: FileSettingsOptions
  readonly #file: LevelDirectory
  readonly #index: RetentionIndex
  readonly #damaged = new Set<string>()
  readonly #hmacKey: Buffer
  #reading: Promise<void> | null = null

  constructor(options: FileSettingsOptions) {
    this.#options = options
    this.#file = new LevelDirectory(options.directory)
    this.#index = new RetentionIndex(options.maxRecords ?? MAX_REMEMBERED_ROOMS)
    this.#hmacKey = createHmac('sha256', options.secret).update('earshot-room-settings').digest()
  }

  /**
   * Opens the directory and reads what is in it, as the first question would.
   * @throws SettingsUnavailableError where it is in another process's use, damaged, or out of reach
   */
  open(): Promise<void> {
    this.#reading ??= this.#read().catch((error) => {
      this.#reading = null
      throw error
    })
    return this.#reading
  }

  async load(roomId: string): Promise<LoadedSettings> {
    await this.open()
    const key = this.#toKey(roomId)
    const text = this.#index.has(key) ? await this.#file.get(key) : undefined
    if (text === undefined) return { isDamaged: false, settings: DEFAULT_SETTINGS }
    const settings = decodeSettings(text)
    if (settings !== null) return { isDamaged: false, settings }
    if (!this.#damaged.has(key)) this.#reportDamaged([key])
    return { isDamaged: true }
  }

  async save(roomId: string, settings: DurableSettings): Promise<boolean> {
    await this.open()
    const key = this.#toKey(roomId)
    const admission = this.#index.admit(key)
    if (admission.isFull) return false
    const operations: LevelOperation[] = [{ type: 'put', key, value: encodeSettings(settings) }]
    if (admission.evictedKey !== null) operations.push(this.#forget(admission.evictedKey))
    const { lastUsedAt } = settings
    this.#index.note(key, { isBare: isBare(settings), lastUsedAt })
    try {
      await this.#file.write(operations)
    } catch (error) {
      // Which of the two is in the file is unknown: it is kept as long as the one that is kept longer.
      this.#index.note(key, { isBare: false, lastUsedAt })
      throw error
    }
    return true
  }

  async forgetUnused(now: number): Promise<void> {
    await this.open()
    for (let commit = 0; commit < COMMITS_PER_RUN; commit++) {
      const keys = this.#index.unused(now, FORGOTTEN_PER_COMMIT)
      if (keys.length === 0) return
      await this.#file.write(keys.map((key) => this.#forget(key)))
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async #read(): Promise<void> {
    await this.#file.open()
    await this.#checkSecret()
    await this.#readIndex()
  }

  /** Under another secret no record is found again: the operator is told, and the records age until they are forgotten. */
  async #checkSecret(): Promise<void> {
    const mark = createHmac('sha256', this.#hmacKey).update('mark').digest('base64url')
    const before = await this.#file.get(SECRET_KEY)
    if (before === mark) return
    if (before !== undefined) {
      this.#options.logger.warn('The secret is another one: hosts, locks and passcodes set under it are gone')
    }
    await this.#file.write([{ type: 'put', key: SECRET_KEY, value: mark }])
  }

  async #readIndex(): Promise<void> {
    const now = this.#options.now()
    const records: { key: string; isBare: boolean; lastUsedAt: number }[] = []
    const damaged: string[] = []
    for await (const [key, text] of this.#file.entries(ROOM_PREFIX)) {
      const settings = decodeSettings(text)
      if (settings === null) damaged.push(key)
      // Nothing was used in the future: a clock that was wrong once must not keep a room for ever.
      const lastUsedAt = Math.min(settings?.lastUsedAt ?? now, now)
      records.push({ key, isBare: settings !== null && isBare(settings), lastUsedAt })
    }
    for (const record of records.sort((a, b) => a.lastUsedAt - b.lastUsedAt)) {
      this.#index.note(record.key, record)
    }
    if (damaged.length > 0) this.#reportDamaged(damaged)
  }

  #reportDamaged(keys: readonly string[]): void {
    for (const key of keys) this.#damaged.add(key)
    this.#options.logger.error(
      { records: keys.length },
      'Settings of rooms in DATA_DIR cannot be read: those rooms stay shut until they are forgotten',
    )
  }

  /** Takes a record out of the index; what is returned takes it out of the file. */
  #forget(key: string): LevelOperation {
    this.#index.drop(key)
    this.#damaged.delete(key)
    return { type: 'del', key }
  }

  #toKey(roomId: string): string {
    return `${ROOM_PREFIX}${createHmac('sha256', this.#hmacKey).update(roomId).digest('base64url')}`
  }
}
