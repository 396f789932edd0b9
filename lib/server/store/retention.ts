import { DEFAULT_SETTINGS, type DurableSettings } from '@/lib/server/rooms/settings'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

/** docs/protocol.md, H: what the hosts have set is kept so long after the room was last used. */
const KEPT_MS = 30 * DAY_MS
/** The same for a room in which nothing was set but its first host: whoever comes after that is one again. */
const BARE_KEPT_MS = DAY_MS

/** How far the last use that is kept may lag behind the real one: coming and going alone is not worth a write each. */
const LAST_USE_LAG_MS = HOUR_MS

/** Rooms remembered: ten times those that may be open at once, some 40 MB on disk. */
export const MAX_REMEMBERED_ROOMS = 100_000

/** Whether nothing was set in the room but its first host. */
export function isBare(settings: DurableSettings): boolean {
  return (
    settings.door === DEFAULT_SETTINGS.door &&
    settings.admission === DEFAULT_SETTINGS.admission &&
    settings.passcodeHash === null &&
    settings.maxParticipants === null &&
    settings.hostKeyHashes.length <= 1 &&
    settings.removed.length === 0 &&
    settings.mutedKeyHashes.length === 0
  )
}

/** @returns from when on the settings may be forgotten, in milliseconds since the epoch. */
export function forgetAt(settings: DurableSettings): number {
  return settings.lastUsedAt + (isBare(settings) ? BARE_KEPT_MS : KEPT_MS) + LAST_USE_LAG_MS
}

/** Whether `settings` say something that a restart must not take back, compared with what was saved last. */
export function isWorthSaving(saved: DurableSettings, settings: DurableSettings): boolean {
  if (saved === settings) return false
  if (settings.lastUsedAt - saved.lastUsedAt >= LAST_USE_LAG_MS) return true
  const before = new Map<string, unknown>(Object.entries(saved))
  return Object.entries(settings).some(([name, value]) => name !== 'lastUsedAt' && before.get(name) !== value)
}

/** Whether one more record fits, and which one makes way for it; null: none has to. */
export type Admission =
  | { readonly isFull: false; readonly evictedKey: string | null }
  | { readonly isFull: true }

/**
 * Knows of every record kept when its room was last used and whether it is bare, and by that which are forgotten when.
 * Times are milliseconds since the epoch.
 */
export class RetentionIndex {
  /** Last use by key; the least recently noted first. */
  readonly #bare = new Map<string, number>()
  readonly #set = new Map<string, number>()
  readonly #maxRecords: number

  constructor(maxRecords: number) {
    this.#maxRecords = maxRecords
  }

  has(key: string): boolean {
    return this.#bare.has(key) || this.#set.has(key)
  }

  /** Takes note of a record that is kept from now on. */
  note(key: string, record: { readonly isBare: boolean; readonly lastUsedAt: number }): void {
    this.drop(key)
    const records = record.isBare ? this.#bare : this.#set
    records.set(key, record.lastUsedAt)
  }

  /** Forgets a record that is kept no more. */
  drop(key: string): void {
    this.#bare.delete(key)
    this.#set.delete(key)
  }

  /** @returns whether a record under this key fits. Of bare ones the oldest makes way; what hosts have set does not. */
  admit(key: string): Admission {
    const size = this.#bare.size + this.#set.size
    if (size < this.#maxRecords || this.has(key)) return { isFull: false, evictedKey: null }
    const [oldest] = this.#bare.keys()
    return oldest === undefined ? { isFull: true } : { isFull: false, evictedKey: oldest }
  }

  /** @returns up to `limit` keys of records whose time is over. */
  unused(now: number, limit: number): string[] {
    const keys: string[] = []
    for (const [records, keptMs] of [[this.#bare, BARE_KEPT_MS] as const, [this.#set, KEPT_MS] as const]) {
      for (const [key, lastUsedAt] of records) {
        if (keys.length >= limit) return keys
        if (now - lastUsedAt > keptMs + LAST_USE_LAG_MS) keys.push(key)
      }
    }
    return keys
  }
}
