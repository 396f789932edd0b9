/** How fast files go out on a link, and against what that is judged. */
export interface Pace {
  readonly bytesPerSecond: number
  /** The path's round trip when nothing waits on it; null: not measured yet. */
  readonly idleRoundTripMs: number | null
}

/** What was measured of the path since the last look. */
export interface PaceSample {
  readonly roundTripMs: number | null
  readonly loss: number | null
}

/** A pace that is not used says nothing about what the path bears, so it does not grow. */
const USED_SHARE = 0.5

/** How often the path is looked at while something goes out. */
export const PACE_INTERVAL_MS = 500

const MIN_BYTES_PER_SECOND = 32_000
const MAX_BYTES_PER_SECOND = 64_000_000
const GROWTH = 1.3
const RETREAT = 0.6
/** Media suffers from a queue before it suffers from loss. A jitter of this much is common on idle paths. */
const QUEUE_MS = 40
const QUEUE_FACTOR = 1.5
/** More than a clean path loses, less than what audio is made to bear. */
const MAX_LOSS = 0.04
/** A path may have changed to a longer one: what counts as idle rises slowly. */
const IDLE_DRIFT = 1.02

/** Slow enough for any path that carries a call, so that the first half second harms nothing. */
export const FIRST_PACE: Pace = { bytesPerSecond: 1_000_000, idleRoundTripMs: null }

/**
 * @returns The pace from now on: less where the call begins to feel it, since its packets wait behind the file's or are lost; else more.
 * SCTP's own congestion control fills the path's queue before it slows down; here the file yields while the queue is short.
 * @param usedBytesPerSecond what went out since the last look
 */
export function nextPace(
  pace: Pace,
  { roundTripMs, loss }: PaceSample,
  usedBytesPerSecond = Number.POSITIVE_INFINITY,
): Pace {
  const before = pace.idleRoundTripMs ?? roundTripMs
  const idleRoundTripMs =
    before === null || roundTripMs === null ? before : Math.min(roundTripMs, before * IDLE_DRIFT)
  const isQueueing = roundTripMs !== null && before !== null && roundTripMs > before * QUEUE_FACTOR + QUEUE_MS
  const isCrowded = isQueueing || (loss ?? 0) > MAX_LOSS
  const growth = usedBytesPerSecond < pace.bytesPerSecond * USED_SHARE ? 1 : GROWTH
  const wanted = pace.bytesPerSecond * (isCrowded ? RETREAT : growth)
  const bytesPerSecond = Math.min(MAX_BYTES_PER_SECOND, Math.max(MIN_BYTES_PER_SECOND, wanted))
  return { bytesPerSecond, idleRoundTripMs }
}

/** No more than this waits in the channel: a tenth of a second's worth, within what a browser takes without harm. */
export function bufferLimit({ bytesPerSecond }: Pace): number {
  return Math.min(512_000, Math.max(32_000, bytesPerSecond / 10))
}
