import * as z from 'zod/mini'
import { ErrorCode } from './errors'
import { ParticipantId } from './ids'
import { LIMITS } from './limits'
import type { RequestName } from './requests'
import { CallOrder, CandidatePayloads, IceConfiguration, Nothing, Offer, RoomSnapshot, Token } from './room'

/**
 * What the server calls its answer to a join that came with the connection itself: Socket.IO acknowledges only what was asked once that
 * is up.
 */
export const EARLY_JOIN_ANSWER = 'join:answered'

/**
 * What a granted request is answered with, by the request's name. Apart from the requests, which only the server checks: a browser builds
 * no schema that it does not need.
 */
export const ANSWERS = {
  'room:join': z.object({
    participantId: ParticipantId,
    token: Token,
    snapshot: RoomSnapshot,
    ice: IceConfiguration,
    /** Links may be made with callers before they are answered, where the door is open. */
    isInstantAnswerOn: z.boolean(),
  }),
  'room:knock': z.object({
    participantId: ParticipantId,
    /** To join with once admitted. */
    token: Token,
  }),
  'room:leave': Nothing,
  'session:closing': Nothing,
  'profile:update': Nothing,
  'offer:post': z.object({
    callOrder: CallOrder,
    /** Open offers of others that stood before. */
    offers: z.array(Offer).check(z.maxLength(LIMITS.participantsPerRoom)),
  }),
  'offer:candidates': Nothing,
  'offer:answer': z.object({
    callOrder: CallOrder,
    /** The offer's candidates so far, in the order of their gathering. */
    candidates: CandidatePayloads,
  }),
  'offer:decline': Nothing,
  'link:signal': Nothing,
  'link:prepare': Nothing,
  'link:answer': z.object({ callOrder: CallOrder }),
  'call:leave': Nothing,
  'room:configure': Nothing,
  'participant:remove': Nothing,
  'participant:mute': Nothing,
  'host:grant': Nothing,
  'host:revoke': Nothing,
  'call:end': Nothing,
  'knock:answer': Nothing,
  'link:report': Nothing,
  'ice:renew': z.object({ ice: IceConfiguration }),
} as const

export type AnswerOf<N extends RequestName> = z.infer<(typeof ANSWERS)[N]>

/** A refusal, alike for every request. */
export const Refusal = z.object({ ok: z.literal(false), code: ErrorCode })
export type Refusal = z.infer<typeof Refusal>

/** How every request is acknowledged. */
export type Ack<N extends RequestName> = ({ ok: true } & AnswerOf<N>) | Refusal

/** `ANSWERS` seen by name, so that a generic caller gets the schema of just its answer. */
export const ANSWER_SCHEMAS: { readonly [N in RequestName]: z.ZodMiniType<AnswerOf<N>> } = ANSWERS
