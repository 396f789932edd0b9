import type { ErrorCode } from '@/lib/protocol/errors'
import type { Admission, CallOrder, Door, Offer, RoomSnapshot } from '@/lib/protocol/room'
import type { Asker } from './asker'
import type { Effect } from './effects'
import type { Room } from './room'

/** What somebody at the door shows of themselves: hashes of what they keep secret, and what the socket layer knows of them. */
export interface Visitor extends Asker {
  readonly memberKeyHash: string
  /** null: their link has no room key. */
  readonly keyId: string | null
  /** null: they gave no proof. */
  readonly passcodeHash: string | null
  /** Too many wrong proofs came from where they come from: none is looked at. */
  readonly isGuessingBlocked: boolean
  /** Their participant id is a token's; else it is made from their seed. */
  readonly hasToken: boolean
  readonly profile: string
}

/** What a host changes of the room; what is left out stays. */
export interface SettingsChange {
  readonly door?: Door | undefined
  readonly admission?: Admission | undefined
  readonly maxParticipants?: number | undefined
  /** null: no passcode any more. */
  readonly passcodeHash?: string | null | undefined
}

/** The participant that a host's command is about. */
interface Targeted extends Asker {
  readonly targetId: string
}

interface Answering {
  readonly offerId: string
  readonly description: string
  readonly candidates: readonly string[]
}

/** What each kind of command carries. Ids and bounds come with it, so that rooms stay pure. */
export interface CommandFields {
  /** `callOrder`: the order that who comes with a token claims to hold, else null. `maxParticipants`: the server's own bound. */
  join: Visitor & {
    readonly page: string
    readonly callOrder: CallOrder | null
    readonly maxParticipants: number
  }
  'leave-room': Asker
  'hint-closing': Asker
  /** The socket is gone. */
  disconnect: Asker & { readonly graceMs: number }
  'update-profile': Asker & { readonly profile: string }
  'post-offer': Asker & Answering
  'add-candidates': Asker & { readonly offerId: string; readonly candidates: readonly string[] }
  'answer-offer': Asker & Answering
  'decline-offer': Asker & { readonly offerId: string }
  'signal-link': Asker & { readonly to: string; readonly linkId: string; readonly payload: string }
  'prepare-link': Asker & { readonly to: string; readonly linkId: string; readonly payload: string }
  'answer-link': Asker & { readonly callerId: string; readonly linkId: string }
  'leave-call': Asker
  'end-call': Asker
  /** Whether the asker may have ICE servers: it is in the room and this socket speaks for it. */
  'renew-ice': Asker
  /** `maxParticipants` beside the change: the server's own bound. */
  'configure-room': Asker & { readonly change: SettingsChange; readonly maxParticipants: number }
  'remove-participant': Targeted
  'mute-participant': Targeted & { readonly isMuted: boolean }
  'grant-host': Targeted
  'revoke-host': Targeted
  knock: Visitor
  'answer-knock': Targeted & { readonly isAdmitted: boolean }
  /** The socket that knocked is gone, or waits elsewhere. */
  'end-knock': Asker
  /** What ended by now: grace periods, and the time without a host. */
  expire: Record<never, never>
}

type Nothing = Record<never, never>

/** What each kind of command answers where it is granted. */
export interface CommandAnswers {
  join: { readonly snapshot: RoomSnapshot }
  'leave-room': Nothing
  'hint-closing': Nothing
  disconnect: Nothing
  'update-profile': Nothing
  'post-offer': { readonly callOrder: CallOrder; readonly offers: Offer[] }
  'add-candidates': Nothing
  'answer-offer': { readonly callOrder: CallOrder; readonly candidates: string[] }
  'decline-offer': Nothing
  'signal-link': Nothing
  'prepare-link': Nothing
  'answer-link': { readonly callOrder: CallOrder }
  'leave-call': Nothing
  'end-call': Nothing
  'renew-ice': { readonly participantId: string }
  'configure-room': Nothing
  'remove-participant': Nothing
  'mute-participant': Nothing
  'grant-host': Nothing
  'revoke-host': Nothing
  knock: Nothing
  'answer-knock': Nothing
  'end-knock': Nothing
  expire: Nothing
}

export type CommandKind = keyof CommandFields

/** A command of one kind; of any kind where `K` is left out. */
export type Command<K extends CommandKind = CommandKind> = {
  [Kind in K]: { readonly kind: Kind } & CommandFields[Kind]
}[K]

/** Granted with an answer, or refused with a code and nothing changed. */
export type Reply<K extends CommandKind> =
  | ({ readonly ok: true } & CommandAnswers[K])
  | { readonly ok: false; readonly code: ErrorCode }

/** The room after a command, what is to be told, and the asker's reply. */
export interface Outcome<K extends CommandKind> {
  readonly room: Room
  readonly effects: readonly Effect[]
  readonly reply: Reply<K>
}

/** A refusal: the room stays as it was and nobody is told. */
export function refuse(room: Room, code: ErrorCode) {
  return { room, effects: [], reply: { ok: false, code } } as const
}

/** A command granted that has nothing to answer. */
export function grant(room: Room, effects: readonly Effect[] = []) {
  return { room, effects, reply: { ok: true } } as const
}
