/** Time, injected: production uses `systemClock`, tests turn their own. */
export interface Clock {
  /** Milliseconds; only differences mean anything. */
  now(): number
  /** @returns A handle for `clearTimeout`. */
  setTimeout(callback: () => void, delayMs: number): number
  /** Forgets a timer. A handle that fired or is unknown does no harm. */
  clearTimeout(handle: number): void
}

/** The platform's clock: monotonic, so that a corrected wall clock never looks like silence on a link. */
export const systemClock: Clock = {
  now: () => performance.now(),
  // Node's timer object turns into the number that its clearTimeout takes; a browser's is one already.
  setTimeout: (callback, delayMs) => Number(setTimeout(callback, delayMs)),
  clearTimeout: (handle) => clearTimeout(handle),
}
