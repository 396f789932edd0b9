/**
 * Which description is news. Two channels may repeat, delay and reorder what they carry, so each offer has a number.
 * A new offer's number is greater than every number its maker has used or seen (a Lamport clock): hence an offer that
 * was rolled back always has a number no greater than the offer that displaced it, and one made after that exchange a
 * greater one. A number alone tells a void offer from a valid one.
 */
export interface DescriptionOrder {
  /** The greatest number used or seen, by either side. */
  readonly highest: number
  /** The last remote offer that this side answered; 0: none. */
  readonly answeredRemote: number
  /** The last own offer that the peer answered; 0: none. */
  readonly answeredLocal: number
}

export const INITIAL_ORDER: DescriptionOrder = { highest: 0, answeredRemote: 0, answeredLocal: 0 }

/**
 * What to do with an offer: `apply` it (rolling an own one back, where that is pending), `repeat-answer`, or ignore it,
 * because it is `stale` or because of a `collision` that this side wins.
 */
export type OfferDisposition = 'apply' | 'repeat-answer' | 'stale' | 'collision'

/** @returns Whether glare is decided for this side: its own offer is pending and it is impolite (W3C WebRTC §10.7). */
export function shouldIgnoreOffer(isPolite: boolean, signalingState: RTCSignalingState): boolean {
  return !isPolite && signalingState === 'have-local-offer'
}

/** Decides over an offer that has come, by its number first and by politeness second. */
export function offerDisposition(
  sequence: number,
  order: DescriptionOrder,
  isPolite: boolean,
  signalingState: RTCSignalingState,
): OfferDisposition {
  if (sequence === order.answeredRemote && order.answeredRemote > order.answeredLocal) return 'repeat-answer'
  if (sequence <= Math.max(order.answeredRemote, order.answeredLocal)) return 'stale'
  return shouldIgnoreOffer(isPolite, signalingState) ? 'collision' : 'apply'
}

/** @returns Whether an answer answers the offer that is pending here; any other is stale or repeated. */
export function isAnswerExpected(
  sequence: number,
  pendingSequence: number | null,
  signalingState: RTCSignalingState,
): boolean {
  return signalingState === 'have-local-offer' && sequence === pendingSequence
}

const FIRST_REPEAT_MS = 1_000
/** Slow enough to cost nothing in a long outage, fast enough that nobody gives up before the next try. */
const MAX_REPEAT_MS = 8_000

/** @param repeats How often the offer was repeated so far. @returns Milliseconds until the next repetition. */
export function nextRepeatDelayMs(repeats: number): number {
  return Math.min(FIRST_REPEAT_MS * 2 ** repeats, MAX_REPEAT_MS)
}
