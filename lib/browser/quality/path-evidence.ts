import type { Evidence } from './governor'

/** How one link's outgoing path did since the last look. Null: the browser does not tell. */
export interface PathMeasure {
  /** What the browser believes that the path carries, in bits a second. */
  readonly availableBps: number | null
  readonly sentBps: number | null
  /** Of what was sent, as the receiver reports: 0 to 1. */
  readonly lossShare: number | null
  readonly rttMs: number | null
}

/** So much less than is to be sent shows as a picture that trembles; less difference is the estimate's own noise. */
const TOO_LITTLE = 0.8
/** So much more than is sent leaves room for a step up. */
const ROOM_FOR_MORE = 1.2
/** From here on browsers slow down by themselves. */
const HEAVY_LOSS = 0.1
/** Up to here the browser's own estimate is believed: a bad wireless network always loses some, whatever is sent. */
const LIGHT_LOSS = 0.08
/** A round trip that has grown by so much stands in a queue. */
const QUEUE_MS = 250

/** @param leastRttMs The shortest round trip of this link so far. @returns Bits a second that the path carries; infinite where nothing tells. */
export function estimateCarried(measure: PathMeasure, leastRttMs: number | null): number {
  const { availableBps, sentBps, lossShare } = measure
  const available = availableBps ?? Number.POSITIVE_INFINITY
  if (sentBps === null) return available
  if ((lossShare ?? 0) >= HEAVY_LOSS) return Math.min(available, sentBps * (1 - (lossShare ?? 0)))
  return isQueueing(measure, leastRttMs) ? Math.min(available, sentBps * TOO_LITTLE) : available
}

/**
 * What a look at a link tells of the bits planned for it.
 * @param plannedBps What is to be sent at most, sound included.
 */
export function judgePath(measure: PathMeasure, leastRttMs: number | null, plannedBps: number): Evidence {
  const isQueued = isQueueing(measure, leastRttMs)
  const lossShare = measure.lossShare ?? 0
  const carried = estimateCarried(measure, leastRttMs)
  // Whoever sends less than planned, as of a still picture, does not fill a path.
  const isFull = (isQueued || lossShare >= HEAVY_LOSS) && (measure.sentBps ?? 0) >= plannedBps / 4
  if (carried < plannedBps * TOO_LITTLE || isFull) return 'high'
  return carried >= plannedBps * ROOM_FOR_MORE && lossShare < LIGHT_LOSS && !isQueued ? 'low' : 'fair'
}

function isQueueing({ rttMs }: PathMeasure, leastRttMs: number | null): boolean {
  return rttMs !== null && leastRttMs !== null && rttMs > 2 * leastRttMs + QUEUE_MS
}
