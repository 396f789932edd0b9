import type { ErrorCode } from '@/lib/protocol/errors'
import type { CallOrder, Offer, RoomSnapshot } from '@/lib/protocol/room'
import type { Effect } from './effects'
import type { Room } from './room'

/** The socket that asks, and the participant it speaks for. Both come from the socket's own record. */
interface Asker {
  readonly participantId: string
  readonly connectionId: string
}

interface Answering {
  readonly offerId: string
  readonly description: string
  readonly candidates: readonly string[]
}

/** What each kind of command carries. Ids and bounds come with it, so that rooms stay pure. */
export interface CommandFields {
  /** `participantId` is fresh, or proven by a token. `callOrder`: the order that a proven one claims to hold, else null. */
  join: Asker & {
    readonly page: string
    readonly profile: string
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
  'leave-call': Asker
  /** Grace periods that ended by now. */
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
  'leave-call': Nothing
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
