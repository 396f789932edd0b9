import type { Admission, Door } from '@/lib/protocol/room'

/** What of a room outlives its participants and the server: plain immutable data, so that any store can keep it as JSON. */
export interface DurableSettings {
  /** Hashes of the member keys that make a host, oldest first, bounded. Empty: the next who enters is the host. */
  readonly hostKeyHashes: readonly string[]
  readonly door: Door
  readonly admission: Admission
  /** null: no passcode. */
  readonly passcodeHash: string | null
  /** null: the server's own limit. */
  readonly maxParticipants: number | null
  /** Participant ids that may come through a closed door by their token, oldest first, bounded; empty while it is open. */
  readonly members: readonly string[]
  /** Who was put out, oldest first, bounded. */
  readonly removed: readonly { readonly participantId: string; readonly memberKeyHash: string }[]
  /** Hashes of the member keys that hosts have muted, oldest first, bounded: neither a return nor a restart takes it back. */
  readonly mutedKeyHashes: readonly string[]
  /** When somebody last entered or left, in milliseconds since the epoch: what is unused is forgotten by it. */
  readonly lastUsedAt: number
}

/** A room in which nobody has set anything. */
export const DEFAULT_SETTINGS: DurableSettings = {
  hostKeyHashes: [],
  door: 'open',
  admission: 'hosts',
  passcodeHash: null,
  maxParticipants: null,
  members: [],
  removed: [],
  mutedKeyHashes: [],
  lastUsedAt: 0,
}

/** @returns the list with the entry at its end, once, and without its oldest beyond `kept`. */
export function remember(list: readonly string[], entry: string, kept: number): readonly string[] {
  return [...list.filter((other) => other !== entry), entry].slice(-kept)
}
