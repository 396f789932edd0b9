import * as z from 'zod/mini'
import { createRandomId } from '@/lib/protocol/ids'

/** What a refresh needs to come back as the same participant. Kept in the tab's own storage. */
const StayRecord = z.object({
  stayId: z.string(),
  token: z.nullable(z.string()),
  isInCall: z.boolean(),
  isMicrophoneOn: z.boolean(),
  isCameraOn: z.boolean(),
})
export type StayRecord = z.infer<typeof StayRecord>

/** What a person chose once and expects to find again in any room. */
const Preferences = z.object({
  name: z.string(),
  microphoneId: z.nullable(z.string()),
  cameraId: z.nullable(z.string()),
  /** Media goes through a relay or not at all. */
  isAddressHidden: z.boolean(),
})
export type Preferences = z.infer<typeof Preferences>

const NO_PREFERENCES: Preferences = { name: '', microphoneId: null, cameraId: null, isAddressHidden: false }
const PREFERENCES_KEY = 'earshot:preferences'
const stayKey = (room: string) => `earshot:stay:${room}`

type Store = Pick<Storage, 'getItem' | 'setItem'>

/** @returns Null where storage is blocked, empty or holds something else. */
function read<T>(store: Store, key: string, schema: z.ZodMiniType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(store.getItem(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** A full or blocked storage costs the comfort, never the call. */
function write(store: Store, key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing to mend: the page works without memory.
  }
}

export const loadPreferences = (local: Store): Preferences =>
  read(local, PREFERENCES_KEY, Preferences) ?? NO_PREFERENCES

/** Changes what is given and keeps the rest. */
export const savePreferences = (local: Store, change: Partial<Preferences>): void =>
  write(local, PREFERENCES_KEY, { ...loadPreferences(local), ...change })

export const saveStay = (tab: Store, room: string, record: StayRecord): void =>
  write(tab, stayKey(room), record)

/** What is needed of the Web Locks API; `LockManager` fits it. */
export interface StayLocks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>
}

/**
 * How long the page before a refresh may take to give its lock back. A duplicated tab, which nobody reloaded, has no such page
 * before it, so its wait is short.
 */
const RELOAD_PATIENCE_MS = 5_000
const DUPLICATE_PATIENCE_MS = 400

export interface StayEnvironment {
  readonly sessionStorage: Store
  readonly locks: StayLocks | undefined
  readonly isReload: boolean
}

/**
 * Finds out whether this page continues an earlier stay of the same tab. Duplicating a tab copies its storage, so a record alone
 * proves nothing: each stay also holds a lock (Web Locks API) as long as its page lives.
 * @param release Ends the lock when it aborts.
 * @returns The record to continue with, or a fresh one where there is none or another tab is using it. What a continued one says of
 * microphone and camera is newer than what the page's address asks for.
 */
export async function claimStay(
  { sessionStorage, locks, isReload }: StayEnvironment,
  room: string,
  release: AbortSignal,
): Promise<{ stay: StayRecord; isContinued: boolean }> {
  const earlier = read(sessionStorage, stayKey(room), StayRecord)
  if (earlier !== null) {
    const patience = AbortSignal.timeout(isReload ? RELOAD_PATIENCE_MS : DUPLICATE_PATIENCE_MS)
    if (await holdLock(locks, earlier.stayId, release, AbortSignal.any([release, patience]))) {
      return { stay: earlier, isContinued: true }
    }
  }
  const fresh: StayRecord = {
    stayId: createRandomId(),
    token: null,
    isInCall: false,
    isMicrophoneOn: earlier?.isMicrophoneOn ?? true,
    isCameraOn: earlier?.isCameraOn ?? true,
  }
  saveStay(sessionStorage, room, fresh)
  void holdLock(locks, fresh.stayId, release, release)
  return { stay: fresh, isContinued: false }
}

/**
 * @param giveUp Ends the wait for the lock.
 * @returns Whether the lock is held now; true where the browser has no locks.
 */
async function holdLock(
  locks: StayLocks | undefined,
  stayId: string,
  release: AbortSignal,
  giveUp: AbortSignal,
): Promise<boolean> {
  if (locks === undefined) return true
  return new Promise((resolve) => {
    const held = () => {
      resolve(true)
      return new Promise<void>((end) => {
        if (release.aborted) end()
        else release.addEventListener('abort', () => end(), { once: true })
      })
    }
    locks.request(`earshot:stay:${stayId}`, { signal: giveUp }, held).catch(() => resolve(false))
  })
}
