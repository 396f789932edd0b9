import * as z from 'zod/mini'
import { MEMBER_KEYS_KEY, PREFERENCES_KEY, STAY_KEY_PREFIX } from '@/lib/browser/signaling/storage-keys'
import { BACKGROUND_CHOICES, NOISE_SUPPRESSIONS } from '@/lib/browser/store/state'
import { Bits256, createRandomId, MemberKey, Seed } from '@/lib/protocol/ids'
import { PasscodeProof } from '@/lib/protocol/room'

/** What a refresh needs to come back as the same participant. Kept in the tab's own storage. */
const StayRecord = z.object({
  stayId: z.string(),
  /** What the participant id is made from. */
  seed: Seed,
  token: z.nullable(z.string()),
  /** What the passcode became, so that a refresh need not ask for it again; null where there is none. */
  passcode: z.nullable(z.object({ proof: PasscodeProof, secret: Bits256 })),
  isInCall: z.boolean(),
  isMicrophoneOn: z.boolean(),
  isCameraOn: z.boolean(),
  /** When the hand was raised that is still up. */
  handRaisedAt: z.optional(z.int()),
  /** How loud the person plays each other participant, 0 to 1; who is not named, at 1. */
  volumes: z.catch(z.record(z.string(), z.number().check(z.minimum(0), z.maximum(1))), {}),
})
export type StayRecord = z.infer<typeof StayRecord>

/** What a person chose once and expects to find again in any room. */
const Preferences = z.object({
  name: z.string(),
  microphoneId: z.nullable(z.string()),
  cameraId: z.nullable(z.string()),
  /** Media goes through a relay or not at all. */
  isAddressHidden: z.boolean(),
  /** Where the others are played; null: the browser's default. */
  speakerId: z.catch(z.nullable(z.string()), null),
  noiseSuppression: z.catch(z.enum(NOISE_SUPPRESSIONS), 'browser'),
  /** Who comes and goes is heard. */
  isJoinToneOn: z.catch(z.boolean(), true),
  background: z.catch(z.enum(BACKGROUND_CHOICES), 'none'),
})
export type Preferences = z.infer<typeof Preferences>

const NO_PREFERENCES: Preferences = {
  name: '',
  microphoneId: null,
  cameraId: null,
  isAddressHidden: false,
  speakerId: null,
  noiseSuppression: 'browser',
  isJoinToneOn: true,
  background: 'none',
}

/** The person's own picture as a data URL. Bounded, for it shares the storage with all else. */
const OwnPicture = z.string().check(z.startsWith('data:image/jpeg;base64,'), z.maxLength(1_000_000))
const OWN_PICTURE_KEY = 'earshot:background-picture'

const stayKey = (room: string) => `${STAY_KEY_PREFIX}${room}`

/** A browser's member keys by room, the last used kept. */
const MemberKeys = z.record(z.string(), z.object({ key: MemberKey, usedAt: z.number() }))
const MEMBER_KEYS_KEPT = 200

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

/** @returns The picture that the person put behind themselves; null: none yet. */
export const loadOwnPicture = (local: Store): string | null => read(local, OWN_PICTURE_KEY, OwnPicture)

export const saveOwnPicture = (local: Store, picture: string): void => write(local, OWN_PICTURE_KEY, picture)

/**
 * @returns What this browser proves itself by in this room, made at the first visit. Where storage is blocked it is another at each visit,
 * and who was a host is none.
 * @param fresh The key of a first visit.
 */
export function loadMemberKey(
  local: Store,
  room: string,
  epochMs: number,
  fresh: MemberKey = createRandomId(),
): MemberKey {
  const known = read(local, MEMBER_KEYS_KEY, MemberKeys) ?? {}
  const key = known[room]?.key ?? fresh
  const kept = Object.entries({ ...known, [room]: { key, usedAt: epochMs } })
    .sort(([, one], [, other]) => other.usedAt - one.usedAt)
    .slice(0, MEMBER_KEYS_KEPT)
  write(local, MEMBER_KEYS_KEY, Object.fromEntries(kept))
  return key
}

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
 * @param seed Of a fresh stay.
 * @returns The record to continue with, or a fresh one where there is none or another tab is using it. What a continued one says of
 * microphone and camera is newer than what the page's address asks for.
 */
export async function claimStay(
  { sessionStorage, locks, isReload }: StayEnvironment,
  room: string,
  release: AbortSignal,
  seed: Seed = createRandomId(),
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
    seed,
    token: null,
    passcode: earlier?.passcode ?? null,
    isInCall: false,
    isMicrophoneOn: earlier?.isMicrophoneOn ?? true,
    isCameraOn: earlier?.isCameraOn ?? true,
    volumes: earlier?.volumes ?? {},
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
