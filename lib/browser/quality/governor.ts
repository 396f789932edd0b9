/** A bound that is learned by trying: lowered when it proves too high, raised again after a wait that grows with each try that failed. */
export interface Governor {
  readonly value: number
  /** How many looks in a row found the value too high. */
  readonly strikes: number
  /** Before this the last change has not shown its effect, so nothing is learned. */
  readonly settledAtMs: number
  /** Before this nothing higher is tried. */
  readonly raiseAtMs: number
  /** How long the next failure will be remembered. */
  readonly patienceMs: number
  /** It was raised since it was last lowered: what is found too high now is a try. */
  readonly isTry: boolean
}

/** One look. `high`: the value is too high. `low`: more would fit. `fair`: neither shows. */
export type Evidence = 'high' | 'low' | 'fair'

/** One bad look may be a hiccup; the second in a row is believed. */
const STRIKES = 2
/** What a browser's own estimate takes to follow a change. */
const SETTLING_MS = 2_000
/** Where nothing has failed yet, a step up may follow a step up. */
const STEP_UP_MS = 4_000
const FIRST_PATIENCE_MS = 15_000
const LONGEST_PATIENCE_MS = 240_000

export function createGovernor(value: number): Governor {
  return { value, strikes: 0, settledAtMs: 0, raiseAtMs: 0, patienceMs: FIRST_PATIENCE_MS, isTry: false }
}

/**
 * @param next What a change would make of the value. Equal to it: there is nothing left to change.
 * @returns The same object where the look changes nothing.
 */
export function nextGovernor(
  governor: Governor,
  evidence: Evidence,
  next: { readonly lower: number; readonly higher: number },
  nowMs: number,
): Governor {
  if (evidence === 'high') {
    if (nowMs < governor.settledAtMs || next.lower >= governor.value) return governor
    const strikes = governor.strikes + 1
    if (strikes < STRIKES) return { ...governor, strikes }
    // A bound that is still on its way down to what a path carries now has tried nothing.
    const patienceMs = governor.isTry
      ? Math.min(2 * governor.patienceMs, LONGEST_PATIENCE_MS)
      : governor.patienceMs
    return {
      value: next.lower,
      strikes: 0,
      settledAtMs: nowMs + SETTLING_MS,
      raiseAtMs: nowMs + patienceMs,
      patienceMs,
      isTry: false,
    }
  }
  const rested = governor.strikes === 0 ? governor : { ...governor, strikes: 0 }
  const mayRaise = evidence === 'low' && nowMs >= governor.raiseAtMs && next.higher > governor.value
  if (!mayRaise) return rested
  return {
    ...rested,
    value: next.higher,
    isTry: true,
    settledAtMs: nowMs + SETTLING_MS,
    raiseAtMs: nowMs + STEP_UP_MS,
  }
}

/** @returns The same, but nothing higher is tried before this time. */
export function postponeRaise(governor: Governor, untilMs: number): Governor {
  return { ...governor, raiseAtMs: Math.max(governor.raiseAtMs, untilMs) }
}
