/** The part of the Screen Wake Lock API (W3C, sections 6 and 7) that is used; the browser's own fits it. */
export interface AwakeEnvironment {
  /** `navigator.wakeLock`: undefined where the browser has none or the origin is not secure, whatever lib.dom says. */
  readonly wakeLock: { request(type: 'screen'): Promise<{ release(): Promise<void> }> } | undefined
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener'>
}

/**
 * Keeps the screen from going dark until the signal aborts. Browsers take the lock away from a hidden page, so it is asked for again
 * whenever the page is seen again. A refusal (a battery that is nearly empty) costs the comfort alone.
 */
export function keepScreenAwake({ wakeLock, page }: AwakeEnvironment, signal: AbortSignal): void {
  if (wakeLock === undefined) return
  const hold = async () => {
    if (page.visibilityState !== 'visible') return
    try {
      const lock = await wakeLock.request('screen')
      if (signal.aborted) await lock.release()
      else signal.addEventListener('abort', () => void lock.release().catch(() => undefined), { once: true })
    } catch {
      // Refused: the screen goes dark as it always did.
    }
  }
  page.addEventListener('visibilitychange', () => void hold(), { signal })
  void hold()
}
