import type { PictureSize } from '@/lib/browser/peer/link-encodings'
import type { ViewedSize } from '@/lib/protocol/link-messages'

/** One step of quality. Steps are few and far apart, so that a figure that trembles does not change what is sent. */
export interface Rung {
  /** Pixels on the picture's shorter side. */
  readonly lines: number
  /** Frames a second. */
  readonly maxFramerate: number
  /** Bits a second. */
  readonly maxBitrate: number
}

/** A camera loses size and frames together: a face is told from a slide by both. */
export const CAMERA_RUNGS: readonly Rung[] = [
  { lines: 90, maxFramerate: 10, maxBitrate: 60_000 },
  { lines: 180, maxFramerate: 15, maxBitrate: 130_000 },
  { lines: 270, maxFramerate: 20, maxBitrate: 250_000 },
  { lines: 360, maxFramerate: 24, maxBitrate: 400_000 },
  { lines: 360, maxFramerate: 30, maxBitrate: 600_000 },
  { lines: 540, maxFramerate: 30, maxBitrate: 900_000 },
  { lines: 720, maxFramerate: 30, maxBitrate: 1_700_000 },
]

/** A screen loses frames alone: small letters are none. */
export const SCREEN_RUNGS: readonly Omit<Rung, 'lines'>[] = [
  { maxFramerate: 1, maxBitrate: 80_000 },
  { maxFramerate: 2, maxBitrate: 150_000 },
  { maxFramerate: 5, maxBitrate: 300_000 },
  { maxFramerate: 10, maxBitrate: 500_000 },
  { maxFramerate: 15, maxBitrate: 800_000 },
  { maxFramerate: 30, maxBitrate: 1_500_000 },
]

/** What a picture of this many lines can use at all. */
const SHOWN_SIZES: readonly { readonly lines: number; readonly maxBitrate: number }[] = [
  { lines: 90, maxBitrate: 100_000 },
  { lines: 180, maxBitrate: 200_000 },
  { lines: 270, maxBitrate: 350_000 },
  { lines: 360, maxBitrate: 600_000 },
  { lines: 540, maxBitrate: 900_000 },
  { lines: 720, maxBitrate: 1_700_000 },
]

/** A picture this little smaller than its place is not seen to be. */
const UNSEEN_ENLARGEMENT = 1.2

const WHOLE_PICTURE = { lines: Number.POSITIVE_INFINITY, maxBitrate: Number.POSITIVE_INFINITY } as const

/**
 * @param viewed How the receiver shows the picture, cut to fill its place; undefined: not known.
 * @returns The most lines and bits that it is worth sending; null where nothing is shown.
 */
export function chooseShownSize(
  source: PictureSize,
  viewed: ViewedSize | undefined,
): { readonly lines: number; readonly maxBitrate: number } | null {
  if (viewed === undefined) return WHOLE_PICTURE
  if (viewed === null) return null
  const enlargement = Math.max(viewed.width / source.width, viewed.height / source.height)
  const lines = (Math.min(source.width, source.height) * enlargement) / UNSEEN_ENLARGEMENT
  return SHOWN_SIZES.find((size) => size.lines >= lines) ?? WHOLE_PICTURE
}

/** @returns The best rung that costs no more than this; -1 where none does. */
export function highestRungWithin(rungs: readonly Omit<Rung, 'lines'>[], bitrate: number): number {
  return rungs.findLastIndex((rung) => rung.maxBitrate <= bitrate)
}
