/** What a frame may take, averaged: past it fewer than ten a second come out, and the whole machine labours. */
const MAX_FRAME_MS = 100
/** How much the newest frame counts in the average. */
const NEWEST_SHARE = 0.1
/** The first frames load models and shaders. */
const WARM_UP_FRAMES = 10
/** So long it must be too slow without a break: an update that starts, a page that loads, must not take a background off. */
const PATIENCE_MS = 8_000

/** How fast frames have been processed. Times in milliseconds of one clock. */
export interface Pace {
  readonly frames: number
  readonly averageMs: number
  /** Since when it has been too slow; null: it is not. */
  readonly slowSinceMs: number | null
}

export const UNMEASURED: Pace = { frames: 0, averageMs: 0, slowSinceMs: null }

/** @param frame.tookMs from the camera's frame to the processed one; waiting for the camera is not in it, for in the dark it gives few frames */
export function nextPace(
  pace: Pace,
  frame: { readonly tookMs: number; readonly atMs: number },
): { readonly pace: Pace; readonly isTooSlow: boolean } {
  const frames = pace.frames + 1
  if (frames <= WARM_UP_FRAMES) return { pace: { ...UNMEASURED, frames }, isTooSlow: false }
  const isFirst = frames === WARM_UP_FRAMES + 1
  const averageMs = isFirst ? frame.tookMs : pace.averageMs + (frame.tookMs - pace.averageMs) * NEWEST_SHARE
  const slowSinceMs = averageMs > MAX_FRAME_MS ? (pace.slowSinceMs ?? frame.atMs) : null
  return {
    pace: { frames, averageMs, slowSinceMs },
    isTooSlow: slowSinceMs !== null && frame.atMs - slowSinceMs >= PATIENCE_MS,
  }
}
