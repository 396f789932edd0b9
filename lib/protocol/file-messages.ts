import * as z from 'zod/mini'
import { TransferId } from './ids'
import { LIMITS } from './limits'

const Offset = z.int().check(z.nonnegative(), z.lte(LIMITS.fileBytes))

/** Why a transfer ended before its end. Closed. */
export const FileEndCode = z.enum([
  /** The one who offered took it back. */
  'file-withdrawn',
  /** The one who received stopped it. */
  'file-stopped',
  /** The offerer's device does not give the file's bytes any more. */
  'file-unreadable',
  /** The receiver's device takes no more bytes. */
  'file-unwritable',
  /** The receiver's browser can hold a file of this size in no way. */
  'file-too-big',
  /** More offers wait than a browser keeps. */
  'file-too-many',
  /** What arrived is not what was sent. */
  'file-damaged',
])
export type FileEndCode = z.infer<typeof FileEndCode>

/** What the two ends of a link say about files, as text on its channel for them (docs/protocol.md, F1–F9). */
export const FileMessage = z.discriminatedUnion('kind', [
  /** There is a file to be had. Said again whenever the channel opens, until the transfer has ended. */
  z.object({
    kind: z.literal('file-offer'),
    id: TransferId,
    name: z.string().check(z.minLength(1), z.maxLength(LIMITS.fileNameLength)),
    /** In bytes. */
    size: Offset,
    /** A media type (RFC 6838), or empty. A hint, never relied on. */
    type: z.string().check(z.maxLength(LIMITS.mediaTypeLength)),
  }),
  /** Accepts, or goes on: the bytes from `offset` on, each chunk marked with `run`. */
  z.object({
    kind: z.literal('file-request'),
    id: TransferId,
    offset: Offset,
    run: z.int().check(z.positive(), z.lte(0xffff_ffff)),
  }),
  /** The receiver has stored everything before `offset`. */
  z.object({ kind: z.literal('file-stored'), id: TransferId, offset: Offset }),
  /** The sender of this message wants the transfer to rest, or to go on. */
  z.object({ kind: z.literal('file-pause'), id: TransferId, isPaused: z.boolean() }),
  z.object({ kind: z.literal('file-decline'), id: TransferId }),
  /** The last byte was sent. SHA-256 (FIPS 180-4) of the whole file, in hexadecimal. */
  z.object({
    kind: z.literal('file-end'),
    id: TransferId,
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  /** The receiver has the whole file, and its hash is right. */
  z.object({ kind: z.literal('file-received'), id: TransferId }),
  z.object({ kind: z.literal('file-abort'), id: TransferId, code: FileEndCode }),
])
export type FileMessage = z.infer<typeof FileMessage>
