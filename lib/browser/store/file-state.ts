/**
 * Where a transfer is. `offered`: it waits for the receiver's decision. `queued`: others go first. `waiting`: the link is broken; it goes on by
 * itself. `checking`: every byte is there, and the hash is being compared. `ended`: `code` says why.
 */
export type FileStatus =
  | 'offered'
  | 'queued'
  | 'running'
  | 'paused'
  | 'waiting'
  | 'checking'
  | 'done'
  | 'declined'
  | 'ended'

/** The transfer of one file to or from one participant. */
export interface FileView {
  readonly id: string
  /** To whom it goes, or from whom it comes. */
  readonly participantId: string
  readonly direction: 'in' | 'out'
  /** Without anything that would hide what it is. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly status: FileStatus
  /** What the receiver has stored. */
  readonly bytes: number
  readonly isPausedHere: boolean
  readonly isPausedThere: boolean
  /** Why it ended; null unless `status` is `ended`. */
  readonly code: string | null
  /** SHA-256 in hexadecimal, once both ends agree on it. */
  readonly sha256: string | null
  /** Where the person can save it from; null where it is in the place that they chose, or is not complete. */
  readonly url: string | null
}
