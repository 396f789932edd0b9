import type { DurableSettings } from '@/lib/server/rooms/settings'

/** What is kept of a room, or that it cannot be read: then nobody may act as if the room had no door. */
export type LoadedSettings =
  | { readonly isDamaged: false; readonly settings: DurableSettings }
  | { readonly isDamaged: true }

/**
 * Where the part of rooms lives that outlives their people and the server. Every implementation passes
 * `describeSettingsStore`. What it keeps is bounded; retention.ts says what makes way.
 */
export interface SettingsStore {
  /** @returns what was saved last of the room, or the defaults where nothing is kept. */
  load(roomId: string): Promise<LoadedSettings>
  /**
   * Resolves once the settings survive the end of this process. Rejects where they do not; what was kept before stays.
   * @returns false where no further room fits; nothing was kept then
   */
  save(roomId: string, settings: DurableSettings): Promise<boolean>
  /** Forgets rooms whose time is over at `now` (milliseconds since the epoch), a bounded number in one go. */
  forgetUnused(now: number): Promise<void>
  /** Waits for what is being saved and lets go of everything. Nothing may be asked afterwards. */
  close(): Promise<void>
}
