import { DEFAULT_SETTINGS, type DurableSettings } from '@/lib/server/rooms/settings'
import { isBare, MAX_REMEMBERED_ROOMS, RetentionIndex } from './retention'
import type { LoadedSettings, SettingsStore } from './settings-store'

/** Settings in this process's memory, gone with it: for tests. */
export class MemorySettingsStore implements SettingsStore {
  readonly #records = new Map<string, DurableSettings>()
  readonly #index: RetentionIndex

  constructor({ maxRecords = MAX_REMEMBERED_ROOMS }: { readonly maxRecords?: number } = {}) {
    this.#index = new RetentionIndex(maxRecords)
  }

  async load(roomId: string): Promise<LoadedSettings> {
    return { isDamaged: false, settings: this.#records.get(roomId) ?? DEFAULT_SETTINGS }
  }

  async save(roomId: string, settings: DurableSettings): Promise<boolean> {
    const admission = this.#index.admit(roomId)
    if (admission.isFull) return false
    if (admission.evictedKey !== null) this.#forget(admission.evictedKey)
    this.#records.set(roomId, settings)
    this.#index.note(roomId, { isBare: isBare(settings), lastUsedAt: settings.lastUsedAt })
    return true
  }

  async forgetUnused(now: number): Promise<void> {
    for (const roomId of this.#index.unused(now, Number.POSITIVE_INFINITY)) this.#forget(roomId)
  }

  async close(): Promise<void> {}

  #forget(roomId: string): void {
    this.#records.delete(roomId)
    this.#index.drop(roomId)
  }
}
