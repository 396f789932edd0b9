import { admissionChanged } from './admission'
import { findHostAndTarget } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import { type Effect, roleUpdated } from './effects'
import { isHost } from './roles'
import { hostlessDeadline, type Room, withSettings } from './room'

/** Hosts remembered in a room: several times those who fit inside. */
const HOSTS_KEPT = 256

/** Makes a participant a host beside the asker. Refuses: `not-host`, `participant-unknown`. Granted without effect to a host. */
export function grantHost(room: Room, command: Command<'grant-host'>): Outcome<'grant-host'> {
  const { target, code } = findHostAndTarget(room, command)
  if (target === null) return refuse(room, code)
  if (isHost(room, target)) return grant(room)
  const granted = withHost(room, target.memberKeyHash)
  return grant(granted, roleChanged(room, granted, target.memberKeyHash))
}

/**
 * Makes a host, the asker or another, one no more. Refuses: `not-host`, `participant-unknown`, `last-host`.
 * Granted without effect of somebody who is none.
 */
export function revokeHost(room: Room, command: Command<'revoke-host'>): Outcome<'revoke-host'> {
  const { target, code } = findHostAndTarget(room, command)
  if (target === null) return refuse(room, code)
  if (!isHost(room, target)) return grant(room)
  const hostKeyHashes = room.settings.hostKeyHashes.filter((hash) => hash !== target.memberKeyHash)
  if (hostKeyHashes.length === 0) return refuse(room, 'last-host')
  const revoked = withSettings(room, { hostKeyHashes })
  return grant(revoked, roleChanged(room, revoked, target.memberKeyHash))
}

/** @returns the room with one more host; where too many are remembered, without the earliest who is not inside. */
export function withHost(room: Room, memberKeyHash: string): Room {
  const isInside = (hash: string) => room.participants.some((inside) => inside.memberKeyHash === hash)
  const { hostKeyHashes } = room.settings
  const forgotten =
    hostKeyHashes.length < HOSTS_KEPT ? undefined : hostKeyHashes.find((hash) => !isInside(hash))
  const kept = hostKeyHashes.filter((hash) => hash !== forgotten)
  return withSettings(room, { hostKeyHashes: [...kept, memberKeyHash] })
}

/** @returns the room that knows since when somebody is present and no host is; the same where that has not changed. */
export function watchHosts(room: Room, now: number): Room {
  const present = room.participants.filter(({ presence }) => presence.kind === 'present')
  const isHostless = present.length > 0 && !present.some((participant) => isHost(room, participant))
  const hostlessSince = isHostless ? (room.hostlessSince ?? now) : null
  return hostlessSince === room.hostlessSince ? room : { ...room, hostlessSince }
}

/** Makes the one who has been in the room longest a host, where no host has been present for too long. */
export function appointHost(
  room: Room,
  now: number,
): { readonly room: Room; readonly effects: readonly Effect[] } {
  const deadline = hostlessDeadline(room)
  const eldest = room.participants.find(({ presence }) => presence.kind === 'present')
  if (deadline === null || deadline > now || eldest === undefined) return { room, effects: [] }
  const appointed = withHost(room, eldest.memberKeyHash)
  return { room: appointed, effects: roleChanged(room, appointed, eldest.memberKeyHash) }
}

function roleChanged(before: Room, after: Room, memberKeyHash: string): Effect[] {
  return [...roleUpdated(after, memberKeyHash), ...admissionChanged(before, after)]
}
