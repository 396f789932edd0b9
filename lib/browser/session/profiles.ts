import type { ParticipantId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import type { Profile } from '@/lib/protocol/link-messages'

/** Line breaks and other control characters, and those that reverse the writing direction of what stands beside a name. */
const UNWANTED = /[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu

/** Cuts a typed name to what the protocol takes. @returns An empty text where nothing visible is left. */
export function cleanDisplayName(text: string): string {
  const name = text.normalize('NFC').replaceAll(UNWANTED, ' ').trim()
  // A cut may fall inside a surrogate pair.
  return name
    .slice(0, LIMITS.displayNameLength)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()
}

/** @returns The profile one revision on: later than the one before even where the clock stood still or went back. */
export function nextProfile(
  previousRevision: number,
  nowMs: number,
  content: Omit<Profile, 'revision'>,
): Profile {
  return { ...content, revision: Math.max(previousRevision + 1, nowMs) }
}

/** The newest known profile of each participant, whichever way it came. Immutable. */
export type Profiles = ReadonlyMap<ParticipantId, Profile>

/** @returns The same object where the profile is not newer than the known one. */
export function withProfile(profiles: Profiles, id: ParticipantId, profile: Profile): Profiles {
  const known = profiles.get(id)
  if (known !== undefined && known.revision >= profile.revision) return profiles
  return new Map(profiles).set(id, profile)
}
