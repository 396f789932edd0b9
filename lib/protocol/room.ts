import * as z from 'zod/mini'
import { Bits256, OfferId, ParticipantId } from './ids'
import { LIMITS } from './limits'

const boundedText = (maxLength: number) => z.string().check(z.minLength(1), z.maxLength(maxLength))

/** Text that the server stores and forwards and never reads: JSON in a bare room, sealed in a keyed one. */
export const ProfilePayload = boundedText(LIMITS.profileLength)
export const DescriptionPayload = boundedText(LIMITS.descriptionLength)
export const CandidatePayload = boundedText(LIMITS.candidateLength)
export const LinkPayload = boundedText(LIMITS.linkPayloadLength)
export const CandidatePayloads = z.array(CandidatePayload).check(z.maxLength(LIMITS.candidatesPerOffer))

/**
 * When a participant entered the call: strictly increasing within a room, milliseconds since the epoch where the clock
 * allows. Of two participants the one with the higher order answers the other's offer. It is also the stay's name:
 * leaving and entering again, or a refresh, gives a new order, and links of the old one are void.
 */
export const CallOrder = z.int().check(z.positive())
export type CallOrder = z.infer<typeof CallOrder>

/** Proves a passcode without telling it, and is as good as the passcode itself at this server's door. */
export const PasscodeProof = Bits256
export type PasscodeProof = z.infer<typeof PasscodeProof>

/** Who comes in: everybody, whom somebody inside admits, or nobody new. */
export const Door = z.enum(['open', 'knock', 'locked'])
export type Door = z.infer<typeof Door>

/** Who answers a knock. */
export const Admission = z.enum(['hosts', 'everyone'])
export type Admission = z.infer<typeof Admission>

/** What the hosts have set, as everybody in the room may know it. */
export const RoomSettings = z.object({
  door: Door,
  admission: Admission,
  hasPasscode: z.boolean(),
  /** The hosts' limit, or the server's where they set none. */
  maxParticipants: z.int().check(z.positive()),
})
export type RoomSettings = z.infer<typeof RoomSettings>

/** Somebody who waits at the door. */
export const Knock = z.object({ participantId: ParticipantId, profile: ProfilePayload })
export type Knock = z.infer<typeof Knock>

/** A participant as the others see it. */
export const Participant = z.object({
  id: ParticipantId,
  profile: ProfilePayload,
  /** null: in the lobby. */
  callOrder: z.nullable(CallOrder),
  /** Its socket is gone and its grace period runs. */
  isAway: z.boolean(),
  isHost: z.boolean(),
  /** A host has muted it: honest clients play nothing of it, and its own sends nothing. */
  isMuted: z.boolean(),
})
export type Participant = z.infer<typeof Participant>

/** An open entry of the offer list. */
export const Offer = z.object({
  id: OfferId,
  participantId: ParticipantId,
  callOrder: CallOrder,
  description: DescriptionPayload,
  /** Those that the reader may have before answering, in the order of their gathering; the grant of an answer brings all. */
  candidates: CandidatePayloads,
})
export type Offer = z.infer<typeof Offer>

/** W3C WebRTC `RTCIceServer`, §4.2.2, as the server hands it out. */
export const IceServer = z.object({
  urls: z.array(z.string().check(z.maxLength(512))).check(z.maxLength(16)),
  username: z.optional(z.string().check(z.maxLength(512))),
  credential: z.optional(z.string().check(z.maxLength(512))),
})
export type IceServer = z.infer<typeof IceServer>

/** What a browser needs to make a connection. */
export const IceConfiguration = z.object({
  iceServers: z.array(IceServer).check(z.maxLength(16)),
  iceTransportPolicy: z.enum(['all', 'relay']),
  /** When the credentials in it end, in milliseconds since the epoch; null where nothing in it ends. */
  expiresAt: z.nullable(z.int()),
})
export type IceConfiguration = z.infer<typeof IceConfiguration>

/** The whole of a room as one participant may know it. */
export const RoomSnapshot = z.object({
  /** Everybody, the reader included. */
  participants: z.array(Participant).check(z.maxLength(LIMITS.participantsPerRoom)),
  /** Open offers of others, oldest first. */
  offers: z.array(Offer).check(z.maxLength(LIMITS.participantsPerRoom)),
  settings: RoomSettings,
  /** Whom a host has put out: links to them are closed, also by who was away from the server meanwhile. */
  removed: z.array(ParticipantId).check(z.maxLength(LIMITS.removedPerRoom)),
  /** Those whom the reader may admit, longest waiting first. */
  knocks: z.array(Knock).check(z.maxLength(LIMITS.knocksPerRoom)),
})
export type RoomSnapshot = z.infer<typeof RoomSnapshot>

/** Proves whose stay it is, and in which room. */
export const Token = z.string().check(z.minLength(1), z.maxLength(LIMITS.tokenLength))

/** Carries nothing that is read. Loose, because a strict one's type forbids `ok` beside it in an acknowledgement. */
export const Nothing = z.looseObject({})
