import * as z from 'zod/mini'
import type { Ack, ANSWERS } from './answers'
import { KeyId, MemberKey, OfferId, PageId, ParticipantId, Seed } from './ids'
import { LIMITS } from './limits'
import { LinkOutcome } from './link-outcome'
import {
  Admission,
  CallOrder,
  CandidatePayloads,
  DescriptionPayload,
  Door,
  LinkPayload,
  Nothing,
  PasscodeProof,
  ProfilePayload,
  Token,
} from './room'

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

/**
 * What a browser may ask: the event's name and the request's schema. What is granted is answered as `ANSWERS` says, what is refused by
 * `{ ok: false, code }`. The asker's identity and room are its socket's, never the request's.
 */
export const REQUESTS = {
  /** Enters the room, or comes back to it with the token of an earlier stay. */
  'room:join': z.object({
    ...Visitor,
    page: PageId,
    /** The order this page holds from before its socket broke: lets a server without memory rebuild the call. */
    callOrder: z.optional(CallOrder),
  }),
  /** Waits at the door until `knock:answered`; another knock takes the place of the one before, the end of the socket ends it. */
  'room:knock': z.object(Visitor),
  /** Leaves for good: nothing of the participant stays. */
  'room:leave': Nothing,
  /** The page is being unloaded: a refresh or the end. Shortens the grace period. */
  'session:closing': Nothing,
  'profile:update': z.object({ profile: ProfilePayload }),
  /** Puts the asker's one standing offer on the list, in place of the one before; enters the call. */
  'offer:post': z.object({
    offerId: OfferId,
    description: DescriptionPayload,
    candidates: CandidatePayloads,
  }),
  /** Adds candidates to the asker's own open offer. `offer-taken`: send them over the link instead. */
  'offer:candidates': z.object({ offerId: OfferId, candidates: CandidatePayloads }),
  /** Claims an offer and answers it in one step: exactly one asker gets `ok`. Enters the call. */
  'offer:answer': z.object({
    offerId: OfferId,
    description: DescriptionPayload,
    candidates: CandidatePayloads,
  }),
  /** Tells the offerer that the asker will not answer. The offer stays open for others. */
  'offer:decline': z.object({ offerId: OfferId }),
  /** Passes one link message to another participant of the call. */
  'link:signal': z.object({ to: ParticipantId, linkId: OfferId, payload: LinkPayload }),
  /** Passes one message of a link that is made before the answer, between somebody in the lobby and somebody in the call. */
  'link:prepare': z.object({ to: ParticipantId, linkId: OfferId, payload: LinkPayload }),
  /** Answers a caller by the link that was made with them. Enters the call. */
  'link:answer': z.object({ participantId: ParticipantId, linkId: OfferId }),
  /** Back to the lobby: the asker's offer is withdrawn, its links are void. */
  'call:leave': Nothing,
  /** Hosts alone: what is left out stays as it is. */
  'room:configure': z.object({
    door: z.optional(Door),
    admission: z.optional(Admission),
    maxParticipants: z.optional(z.int().check(z.minimum(2), z.maximum(LIMITS.participantsPerRoom))),
    /** null: none any more. */
    passcodeProof: z.optional(z.nullable(PasscodeProof)),
  }),
  /** Hosts alone: puts somebody out for good. */
  'participant:remove': Target,
  /** Hosts alone. */
  'participant:mute': z.object({ participantId: ParticipantId, isMuted: z.boolean() }),
  /** Hosts alone: makes somebody a host beside the asker. */
  'host:grant': Target,
  /** Hosts alone, of anybody or of themselves: `last-host` where nobody would be left. */
  'host:revoke': Target,
  /** Hosts alone: everybody is out of the call. */
  'call:end': Nothing,
  /** Hosts, or everybody where the room's admission says so. */
  'knock:answer': z.object({ participantId: ParticipantId, isAdmitted: z.boolean() }),
  /** What became of an attempt at a link, for the operator's figures: counted, and kept of nobody. */
  'link:report': z.object({ outcome: LinkOutcome }),
  /** Fresh ICE servers and credentials, for a participant of the room. */
  'ice:renew': Nothing,
} as const satisfies Readonly<Record<keyof typeof ANSWERS, z.ZodMiniType>>

export type RequestName = keyof typeof REQUESTS
export type RequestOf<N extends RequestName> = z.infer<(typeof REQUESTS)[N]>

/** Socket.IO's event map for what the client emits. */
export type ClientToServerEvents = {
  [N in RequestName]: (request: RequestOf<N>, acknowledge: (ack: Ack<N>) => void) => void
}

/** `REQUESTS` seen by name, so that a generic caller gets the schema of just its request. */
export const REQUEST_SCHEMAS: { readonly [N in RequestName]: z.ZodMiniType<RequestOf<N>> } = REQUESTS
