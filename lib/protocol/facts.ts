import * as z from 'zod/mini'
import { OfferId, ParticipantId } from './ids'
import {
  CallOrder,
  CandidatePayloads,
  DescriptionPayload,
  Knock,
  LinkPayload,
  Offer,
  Participant,
  RoomSettings,
} from './room'

/** Why somebody is no longer in the room. `expired`: the grace period ended; a link that lives may go on. `removed`: by a host. */
export const LeaveReason = z.enum(['left', 'expired', 'removed'])
export type LeaveReason = z.infer<typeof LeaveReason>

/** Why an offer is no longer on the list. */
export const OfferCloseReason = z.enum(['taken', 'withdrawn', 'replaced'])
export type OfferCloseReason = z.infer<typeof OfferCloseReason>

/** What the server states: the event's name and its schema. */
export const FACTS = {
  'participant:joined': z.object({ participant: Participant }),
  'participant:updated': z.object({ participant: Participant }),
  'participant:left': z.object({ participantId: ParticipantId, reason: LeaveReason }),
  'offer:posted': z.object({ offer: Offer }),
  /** To those in the lobby: all candidates of an offer on the list so far, each time that there are more. */
  'offer:gathered': z.object({ offerId: OfferId, candidates: CandidatePayloads }),
  'offer:closed': z.object({ offerId: OfferId, reason: OfferCloseReason }),
  /** To the offerer alone: its offer was claimed with this answer. */
  'offer:answered': z.object({
    offerId: OfferId,
    participantId: ParticipantId,
    callOrder: CallOrder,
    description: DescriptionPayload,
    candidates: CandidatePayloads,
  }),
  /** To the offerer alone. */
  'offer:declined': z.object({ offerId: OfferId, participantId: ParticipantId }),
  /** To the addressee alone. */
  'link:signal': z.object({ from: ParticipantId, linkId: OfferId, payload: LinkPayload }),
  /** To the addressee alone: a message of a link that nobody has answered by yet. */
  'link:prepared': z.object({ from: ParticipantId, linkId: OfferId, payload: LinkPayload }),
  /** To the caller alone: somebody has answered by this link. */
  'link:answered': z.object({ linkId: OfferId, participantId: ParticipantId, callOrder: CallOrder }),
  /** The same token joined from another page; this socket is closed next. */
  'session:superseded': z.object({}),
  /** A host has removed this participant; its socket is closed next. */
  'session:removed': z.object({}),
  'room:updated': z.object({ settings: RoomSettings }),
  /** A host has ended the call for all: everybody is out of it. */
  'call:ended': z.object({ participantId: ParticipantId }),
  /** To those who may admit. */
  'knock:started': z.object({ knock: Knock }),
  /** To those who could admit: answered by somebody, or gone. */
  'knock:ended': z.object({ participantId: ParticipantId }),
  /** To the one who knocked. Admitted: join again with the token. */
  'knock:answered': z.object({ isAdmitted: z.boolean() }),
} as const

export type FactName = keyof typeof FACTS
export type FactOf<N extends FactName> = z.infer<(typeof FACTS)[N]>

/** Socket.IO's event map for what the server emits. */
export type ServerToClientEvents = { [N in FactName]: (fact: FactOf<N>) => void }

/** A fact with its name: what a browser gets out of validation, so that a switch over `name` knows the shape of `fact`. */
export type NamedFact = { [N in FactName]: { readonly name: N; readonly fact: FactOf<N> } }[FactName]
