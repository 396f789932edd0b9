import { createHmac } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod/mini'
import { ParticipantId } from '@/lib/protocol/ids'
import type { Clock } from './clock'

const AUDIENCE = 'earshot-session'
/** A tab left open over a long weekend still knows its place; a leaked token is of no use after a week. */
const LIFETIME_SECONDS = 7 * 24 * 60 * 60

const Claims = z.object({ sub: ParticipantId, room: z.string().check(z.minLength(1)) })

/** Whom a token names: one participant in one room. */
export interface SessionClaims {
  readonly roomId: string
  readonly participantId: string
}

/** Signs and verifies session tokens: compact JWS (RFC 7515) with HS256, naming room and participant and nothing else. */
export interface SessionTokens {
  sign(claims: SessionClaims): Promise<string>
  /** @returns null for anything but a token of ours in its lifetime. */
  verify(token: string): Promise<SessionClaims | null>
}

/** Builds the tokens of one secret. The signing key is derived from it, so that the secret may serve other ends. */
export function createSessionTokens(secret: string, clock: Clock): SessionTokens {
  const key = createHmac('sha256', secret).update(AUDIENCE).digest()
  return {
    sign({ roomId, participantId }) {
      const issuedAt = Math.floor(clock.now() / 1000)
      return new SignJWT({ room: roomId })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(participantId)
        .setAudience(AUDIENCE)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(key)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          audience: AUDIENCE,
          requiredClaims: ['exp'],
          currentDate: new Date(clock.now()),
        })
        const claims = z.safeParse(Claims, payload)
        return claims.success ? { roomId: claims.data.room, participantId: claims.data.sub } : null
      } catch {
        return null
      }
    },
  }
}
