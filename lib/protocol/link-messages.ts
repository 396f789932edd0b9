import * as z from 'zod/mini'
import { Bits256 } from './ids'
import { LIMITS } from './limits'
import {
  ChatAckMessage,
  ChatHistoryMessage,
  ChatMessage,
  ChatWantedMessage,
  LowerHandMessage,
  ReactionMessage,
} from './words'

/** Name and media state, as the others see them. The higher revision wins, whichever way it came. */
export const Profile = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(LIMITS.displayNameLength)),
  isMicrophoneOn: z.boolean(),
  isCameraOn: z.boolean(),
  /** The id of the stream that carries the shared screen; null where none is shared. */
  screenStreamId: z.nullable(z.string().check(z.minLength(1), z.maxLength(128))),
  /**
   * When the hand went up, later than every raised hand that its owner knew of: who has the lowest is first. Absent: it is down.
   * Milliseconds since the epoch where the clock allows.
   */
  handRaisedAt: z.optional(z.int().check(z.positive())),
  /** The participant's browser records the call (R1). What older ones do not say they do not do. */
  isRecording: z._default(z.boolean(), false),
  /** Strictly increasing for one participant, across refreshes too (milliseconds since the epoch where the clock allows). */
  revision: z.int().check(z.nonnegative()),
})
export type Profile = z.infer<typeof Profile>

/** A session description with what is needed to tell a stale or repeated one from a new one. JSEP (RFC 8829) says what is in `sdp`. */
export const DescriptionMessage = z.object({
  kind: z.literal('description'),
  /** Of a link that is not connected before the answer to a call (docs/protocol.md, P7): it names no candidate. */
  isHeld: z.optional(z.literal(true)),
  /** Of an offer: greater than every number that its maker has used or answered. Of an answer: the number of the offer it answers. */
  offerSequence: z.int().check(z.nonnegative()),
  description: z.object({
    type: z.enum(['offer', 'answer']),
    sdp: z.string().check(z.minLength(1), z.maxLength(LIMITS.descriptionLength)),
  }),
})
export type DescriptionMessage = z.infer<typeof DescriptionMessage>

/** `RTCIceCandidateInit` (W3C WebRTC §4.8.1.1); an empty `candidate` ends its generation's candidates. */
export const CandidateMessage = z.object({
  kind: z.literal('candidate'),
  candidate: z.object({
    candidate: z.string().check(z.maxLength(LIMITS.candidateLength)),
    sdpMid: z.nullable(z.string().check(z.maxLength(64))),
    sdpMLineIndex: z.nullable(z.int().check(z.nonnegative())),
    usernameFragment: z.nullable(z.string().check(z.maxLength(256))),
  }),
})
export type CandidateMessage = z.infer<typeof CandidateMessage>

/** Binds the offerer to its nonce before it has seen the answerer's (docs/protocol.md, S8). */
const SafetyCommitMessage = z.object({ kind: z.literal('safety-commit'), commitment: Bits256 })
/** Tells one's nonce: the answerer's after the commitment, the offerer's after that. */
const SafetyRevealMessage = z.object({ kind: z.literal('safety-reveal'), nonce: Bits256 })
/** From the host who changed the passcode, to those who were inside; nulls: there is none any more. */
const PasscodeMessage = z.object({
  kind: z.literal('passcode'),
  proof: z.nullable(Bits256),
  secret: z.nullable(Bits256),
})

const ViewPixels = z.int().check(z.positive(), z.maximum(LIMITS.viewPixels))
/** How large somebody shows a picture, in device pixels; null: not at all, as in a hidden tab. */
const ViewedSize = z.nullable(z.object({ width: ViewPixels, height: ViewPixels }))
export type ViewedSize = z.infer<typeof ViewedSize>

/** How the sender shows what it gets over this link. What is left out has no place on its page yet (docs/protocol.md, L8). */
const ViewMessage = z.object({
  kind: z.literal('view'),
  camera: z.optional(ViewedSize),
  screen: z.optional(ViewedSize),
})
export type ViewMessage = z.infer<typeof ViewMessage>

/** What keeps the sender's pictures smaller than they are shown (docs/protocol.md, L9). */
const StrainMessage = z.object({ kind: z.literal('strain'), by: z.enum(['none', 'upload', 'processor']) })
export type StrainMessage = z.infer<typeof StrainMessage>

/** Codecs of pictures, as `RTCRtpCodec.mimeType` names them behind `video/` (RFC 7741, RFC 6184, RFC 9628, the AV1 RTP specification). */
export const PictureCodec = z.enum(['AV1', 'VP9', 'H264', 'VP8'])
export type PictureCodec = z.infer<typeof PictureCodec>

/** Which codecs cost the sender next to nothing to decode, as those that it has hardware for (docs/protocol.md, L10). */
const CodecsMessage = z.object({
  kind: z.literal('codecs'),
  efficient: z.array(PictureCodec).check(z.maxLength(PictureCodec.options.length)),
})

/** The sender answers by this link, which was made before (docs/protocol.md, P4). */
const AnswerMessage = z.object({ kind: z.literal('answer') })
const ProfileMessage = z.object({ kind: z.literal('profile'), profile: Profile })
/** The sender hangs up: its end of the link is closed now. */
const ByeMessage = z.object({ kind: z.literal('bye') })

/** What one end of a link tells the other, over the data channel or in a `link:signal` payload. */
export const LinkMessage = z.discriminatedUnion('kind', [
  DescriptionMessage,
  CandidateMessage,
  AnswerMessage,
  ProfileMessage,
  SafetyCommitMessage,
  SafetyRevealMessage,
  PasscodeMessage,
  ViewMessage,
  StrainMessage,
  CodecsMessage,
  ByeMessage,
  ChatMessage,
  ChatAckMessage,
  ChatWantedMessage,
  ChatHistoryMessage,
  ReactionMessage,
  LowerHandMessage,
])
export type LinkMessage = z.infer<typeof LinkMessage>
