import * as z from 'zod/mini'
import { ErrorCode } from './errors'
import { KeyId, MemberKey, OfferId, PageId, ParticipantId, Seed } from './ids'
import { LIMITS } from './limits'
import { LinkOutcome } from './link-outcome'
import {
  Admission,
  CallOrder,
  CandidatePayloads,
  DescriptionPayload,
  Door,
  IceConfiguration,
  LinkPayload,
  Offer,
  PasscodeProof,
  ProfilePayload,
  RoomSnapshot,
} from './room'

const Token = z.string().check(z.minLength(1), z.maxLength(LIMITS.tokenLength))
/** What somebody at the door says of themselves. */
const Visitor = {
  /** In the form that `normalizeRoomName` gives. */
  room: z.string().check(z.maxLength(LIMITS.roomNameLength * 4)),
  /** What the participant id is made from where no token names one. */
  seed: Seed,
  memberKey: MemberKey,
  /** Left out where the link has no room key. */
  keyId: z.optional(KeyId),
  passcodeProof: z.optional(PasscodeProof),
  profile: ProfilePayload,
  token: z.optional(Token),
}

const Target = z.object({ participantId: ParticipantId })

/** Carries nothing that is read. Loose, because a strict one's type forbids `ok` beside it in an acknowledgement. */
const Nothing = z.looseObject({})

/**
 * What the server calls its answer to a join that came with the connection itself: Socket.IO acknowledges only what was asked once that
 * is up.
 */
export const EARLY_JOIN_ANSWER = 'join:answered'

/**
 * What a browser may ask: the event's name, the request's schema and the schema of what a granted request answers.
 * A refused one answers `{ ok: false, code }`. The asker's identity and room are its socket's, never the request's.
 */
export const REQUESTS = {
  /** Enters the room, or comes back to it with the token of an earlier stay. */
  'room:join': {
    request: z.object({
      ...Visitor,
      page: PageId,
      /** The order this page holds from before its socket broke: lets a server without memory rebuild the call. */
      callOrder: z.optional(CallOrder),
    }),
    answer: z.object({
      participantId: ParticipantId,
      token: Token,
      snapshot: RoomSnapshot,
      ice: IceConfiguration,
      /** Links may be made with callers before they are answered, where the door is open. */
      isInstantAnswerOn: z.boolean(),
    }),
  },
  /** Waits at the door until `knock:answered`; another knock takes the place of the one before, the end of the socket ends it. */
  'room:knock': {
    request: z.object(Visitor),
    answer: z.object({
      participantId: ParticipantId,
      /** To join with once admitted. */
      token: Token,
    }),
  },
  /** Leaves for good: nothing of the participant stays. */
  'room:leave': { request: Nothing, answer: Nothing },
  /** The page is being unloaded: a refresh or the end. Shortens the grace period. */
  'session:closing': { request: Nothing, answer: Nothing },
  'profile:update': { request: z.object({ profile: ProfilePayload }), answer: Nothing },
  /** Puts the asker's one standing offer on the list, in place of the one before; enters the call. */
  'offer:post': {
    request: z.object({ offerId: OfferId, description: DescriptionPayload, candidates: CandidatePayloads }),
    answer: z.object({
      callOrder: CallOrder,
      /** Open offers of others that stood before. */
      offers: z.array(Offer).check(z.maxLength(LIMITS.participantsPerRoom)),
    }),
  },
  /** Adds candidates to the asker's own open offer. `offer-taken`: send them over the link instead. */
  'offer:candidates': {
    request: z.object({ offerId: OfferId, candidates: CandidatePayloads }),
    answer: Nothing,
  },
  /** Claims an offer and answers it in one step: exactly one asker gets `ok`. Enters the call. */
  'offer:answer': {
    request: z.object({ offerId: OfferId, description: DescriptionPayload, candidates: CandidatePayloads }),
    answer: z.object({
      callOrder: CallOrder,
      /** The offer's candidates so far, in the order of their gathering. */
      candidates: CandidatePayloads,
    }),
  },
  /** Tells the offerer that the asker will not answer. The offer stays open for others. */
  'offer:decline': { request: z.object({ offerId: OfferId }), answer: Nothing },
  /** Passes one link message to another participant of the call. */
  'link:signal': {
    request: z.object({ to: ParticipantId, linkId: OfferId, payload: LinkPayload }),
    answer: Nothing,
  },
  /** Passes one message of a link that is made before the answer, between somebody in the lobby and somebody in the call. */
  'link:prepare': {
    request: z.object({ to: ParticipantId, linkId: OfferId, payload: LinkPayload }),
    answer: Nothing,
  },
  /** Answers a caller by the link that was made with them. Enters the call. */
  'link:answer': {
    request: z.object({ participantId: ParticipantId, linkId: OfferId }),
    answer: z.object({ callOrder: CallOrder }),
  },
  /** Back to the lobby: the asker's offer is withdrawn, its links are void. */
  'call:leave': { request: Nothing, answer: Nothing },
  /** Hosts alone: what is left out stays as it is. */
  'room:configure': {
    request: z.object({
      door: z.optional(Door),
      admission: z.optional(Admission),
      maxParticipants: z.optional(z.int().check(z.minimum(2), z.maximum(LIMITS.participantsPerRoom))),
      /** null: none any more. */
      passcodeProof: z.optional(z.nullable(PasscodeProof)),
    }),
    answer: Nothing,
  },
  /** Hosts alone: puts somebody out for good. */
  'participant:remove': { request: Target, answer: Nothing },
  /** Hosts alone. */
  'participant:mute': {
    request: z.object({ participantId: ParticipantId, isMuted: z.boolean() }),
    answer: Nothing,
  },
  /** Hosts alone: makes somebody a host beside the asker. */
  'host:grant': { request: Target, answer: Nothing },
  /** Hosts alone, of anybody or of themselves: `last-host` where nobody would be left. */
  'host:revoke': { request: Target, answer: Nothing },
  /** Hosts alone: everybody is out of the call. */
  'call:end': { request: Nothing, answer: Nothing },
  /** Hosts, or everybody where the room's admission says so. */
  'knock:answer': {
    request: z.object({ participantId: ParticipantId, isAdmitted: z.boolean() }),
    answer: Nothing,
  },
  /** What became of an attempt at a link, for the operator's figures: counted, and kept of nobody. */
  'link:report': { request: z.object({ outcome: LinkOutcome }), answer: Nothing },
  /** Fresh ICE servers and credentials, for a participant of the room. */
  'ice:renew': { request: Nothing, answer: z.object({ ice: IceConfiguration }) },
} as const

export type RequestName = keyof typeof REQUESTS
export type RequestOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['request']>
export type AnswerOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['answer']>

/** A refusal, alike for every request. */
export const Refusal = z.object({ ok: z.literal(false), code: ErrorCode })
export type Refusal = z.infer<typeof Refusal>

/** How every request is acknowledged. */
export type Ack<N extends RequestName> = ({ ok: true } & AnswerOf<N>) | Refusal

/** Socket.IO's event map for what the client emits. */
export type ClientToServerEvents = {
  [N in RequestName]: (request: RequestOf<N>, acknowledge: (ack: Ack<N>) => void) => void
}

/** `REQUESTS` seen by name, so that a generic caller gets the schema of just its request and answer. */
export const REQUEST_SCHEMAS: {
  readonly [N in RequestName]: {
    readonly request: z.ZodMiniType<RequestOf<N>>
    readonly answer: z.ZodMiniType<AnswerOf<N>>
  }
} = REQUESTS
