import { createHash } from 'node:crypto'
import type { ErrorCode } from '@/lib/protocol/errors'
import { deriveParticipantId, normalizeRoomName } from '@/lib/protocol/ids'
import type { RequestOf } from '@/lib/protocol/requests'
import type { Visitor } from '@/lib/server/rooms/commands'
import type { RequestContext } from './request-context'

/** Somebody who asks to come into a room, as rooms may know them. */
interface Visit {
  readonly code: null
  readonly roomId: string
  readonly visitor: Omit<Visitor, 'isGuessingBlocked'>
  /** Proves the id from now on. */
  readonly token: string
}

/**
 * Believes nothing of a join or a knock but what it proves: whose id it is, and hashes of what it keeps secret.
 * Refuses: `bad-request` where the socket is in a room, `room-name-invalid`, `rate-limited`, `token-invalid`.
 */
export async function readVisitor(
  { session, dependencies }: RequestContext,
  request: RequestOf<'room:knock'>,
): Promise<Visit | { readonly code: ErrorCode }> {
  const roomId = request.room
  const returning = request.token === undefined ? null : await dependencies.tokens.verify(request.token)
  // A token is proof that its join was counted before: a restart brings everybody back at once, past no limit.
  const isCounted = returning === null
  if (session.membership !== null) return { code: 'bad-request' }
  if (normalizeRoomName(roomId) !== roomId) return { code: 'room-name-invalid' }
  const stranger = { roomId, addressKey: session.addressKey }
  if (isCounted && !(await dependencies.rateLimits.allowJoin(stranger))) return { code: 'rate-limited' }
  if (request.token !== undefined && returning?.roomId !== roomId) return { code: 'token-invalid' }
  const participantId = returning?.participantId ?? (await deriveParticipantId(request.seed))
  return {
    code: null,
    roomId,
    visitor: {
      participantId,
      connectionId: session.connectionId,
      memberKeyHash: hashSecret('member key', request.memberKey),
      keyId: request.keyId ?? null,
      passcodeHash: hashPasscodeProof(request.passcodeProof ?? null),
      hasToken: returning !== null,
      profile: request.profile,
    },
    token: await dependencies.tokens.sign({ roomId, participantId }),
  }
}

/** Runs a visit's command, with its passcode proof tried in its turn. @param enter returns whether the proof was wrong */
export async function tryEntry(
  { session, guesses }: RequestContext,
  { roomId, visitor }: Visit,
  enter: (visitor: Visitor) => Promise<boolean>,
): Promise<void> {
  if (visitor.passcodeHash === null) {
    await enter({ ...visitor, isGuessingBlocked: false })
    return
  }
  await guesses.try({ roomId, addressKey: session.addressKey }, (isGuessingBlocked) =>
    enter({ ...visitor, isGuessingBlocked }),
  )
}

/** What a room keeps of a passcode's proof: from it the proof, which opens the door, cannot be made. */
export function hashPasscodeProof(proof: string | null): string | null {
  return proof === null ? null : hashSecret('passcode proof', proof)
}

/** SHA-256 is enough: what is hashed has 128 random bits or went through PBKDF2 already. */
function hashSecret(label: string, secret: string): string {
  return createHash('sha256').update(`earshot ${label} ${secret}`).digest('base64url')
}
