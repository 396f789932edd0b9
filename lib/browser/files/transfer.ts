import type { FileEndCode } from '@/lib/protocol/file-messages'
import type { ParticipantId, TransferId } from '@/lib/protocol/ids'

/**
 * Where a transfer is. `offered`: it waits for the receiver's decision. `queued`: others go first. `waiting`: the link is broken; it goes on by
 * itself. `checking`: all bytes are there, their hash is being compared. `ended`: it failed or was given up; `code` says why.
 */
export type TransferStatus =
  | 'offered'
  | 'queued'
  | 'running'
  | 'paused'
  | 'waiting'
  | 'checking'
  | 'done'
  | 'declined'
  | 'ended'

/** Why a transfer ended: said by one of the two ends, or `file-peer-left`. */
export type TransferEndCode = FileEndCode | 'file-peer-left'

/** A transfer as a person sees it. */
export interface Transfer {
  readonly id: TransferId
  readonly participantId: ParticipantId
  readonly direction: 'in' | 'out'
  /** Safe to show and to store under. */
  readonly name: string
  readonly size: number
  readonly status: TransferStatus
  /** What the receiver has stored. */
  readonly bytes: number
  readonly isPausedHere: boolean
  readonly isPausedThere: boolean
  readonly code: TransferEndCode | null
  /** SHA-256 in hexadecimal, once both ends agree on it. */
  readonly sha256: string | null
  /** The received file where it is not in its place yet; null where it is, or is not complete. */
  readonly content: Blob | null
}

/** Whether nothing more happens to a transfer. */
export function isOver({ status }: Pick<Transfer, 'status'>): boolean {
  return status === 'done' || status === 'declined' || status === 'ended'
}

/** Bytes that may be under way and not yet stored: both ends' memory is bounded by it. */
export const WINDOW_BYTES = 4_194_304
