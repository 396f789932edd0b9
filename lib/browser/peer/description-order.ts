/**
 * Which description is news. Two channels may lose, repeat, delay and reorder what they carry, so each offer has a
 * number, and an answer has the number of its offer. A new offer's number is greater than every number that its maker
 * has used or answered (a Lamport clock), so that the number alone tells
 *
 * - a void offer from a valid one: an offer that was rolled back is never greater than the offer that displaced it, one
 *   made after that exchange always is;
 * - with an own offer pending, glare from a lost answer: an offer made without an answer to the pending one is never
 *   greater than it, one made after the answer always is.
 */
export interface DescriptionOrder {
  /** The greatest number used for an own offer or answered; 0: none. */
  readonly highest: number
  /** The last remote offer that this side answered; 0: none. */
  readonly answeredRemote: number
  /** The last own offer that the peer answered; 0: none. */
  readonly answeredLocal: number
  /** The own offer that waits for its answer; null: none. */
  readonly pending: number | null
}

export const INITIAL_ORDER: DescriptionOrder = {
  highest: 0,
  answeredRemote: 0,
  answeredLocal: 0,
  pending: null,
}

/**
 * What to do with an offer: `apply` it (the browser rolls a pending own one back), or ignore it and
 * - `repeat-answer`: it was answered, but its maker has not got the answer;
 * - `repeat-offer`: its maker has answered the pending own offer, and that answer has not come;
 * - `stale`: it is void;
 * - `collision`: glare, in which this side does not yield; where its own offer left long ago, it must have been lost.
 */
export type OfferDisposition = 'apply' | 'repeat-answer' | 'repeat-offer' | 'stale' | 'collision'

/** Decides over an offer that has come, by its number first and by politeness second. */
export function offerDisposition(
  sequence: number,
  order: DescriptionOrder,
  isPolite: boolean,
): OfferDisposition {
  if (sequence === order.answeredRemote && sequence > order.answeredLocal) return 'repeat-answer'
  if (sequence <= Math.max(order.answeredRemote, order.answeredLocal)) return 'stale'
  if (order.pending !== null && sequence > order.pending) return 'repeat-offer'
  return shouldIgnoreOffer(isPolite, order.pending !== null) ? 'collision' : 'apply'
}

/** Who yields in glare (W3C WebRTC §10.7): the polite side takes its own offer back, the impolite side goes on. */
export function shouldIgnoreOffer(isPolite: boolean, isOwnOfferPending: boolean): boolean {
  return !isPolite && isOwnOfferPending
}

/** @returns Whether an answer answers the offer that is pending here; any other is stale or repeated. */
export function isAnswerExpected(sequence: number, order: DescriptionOrder): boolean {
  return sequence === order.pending
}

const FIRST_REPEAT_MS = 1_000
/** Slow enough to cost nothing in a long outage, fast enough that nobody gives up before the next try. */
const MAX_REPEAT_MS = 8_000

/** @param repeats How often the offer was repeated so far. @returns Milliseconds until the next repetition. */
export function nextRepeatDelayMs(repeats: number): number {
  return Math.min(FIRST_REPEAT_MS * 2 ** repeats, MAX_REPEAT_MS)
}
