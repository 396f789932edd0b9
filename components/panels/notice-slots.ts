import type { Notice } from '@/lib/browser/store/state'

/** Codes that the interface shows in a place of their own while they last, so a notice would say them twice. */
const PLACED_CODES: ReadonlySet<string> = new Set(['signaling-offline'])

/**
 * Spreads the status notices over a fixed number of live regions, for screen readers announce a change in a region
 * that was there before, and often miss a region that is new. The newest wins its slot, so the board is bounded.
 */
export function assignStatusSlots(notices: readonly Notice[], slotCount: number): (Notice | null)[] {
  const slots: (Notice | null)[] = Array.from({ length: slotCount }, () => null)
  for (const notice of notices) {
    if (notice.level === 'status' && !PLACED_CODES.has(notice.code)) slots[notice.id % slotCount] = notice
  }
  return slots
}

/** @returns The alerts to show; without the codes in `placed`, which the screen already shows where they belong, or which are mended. */
export function pickAlerts(notices: readonly Notice[], placed: readonly (string | null)[]): Notice[] {
  const shown = new Set<string>()
  return notices.filter((notice) => {
    if (notice.level !== 'alert' || PLACED_CODES.has(notice.code) || placed.includes(notice.code))
      return false
    const key = `${notice.code} ${JSON.stringify(notice.values)}`
    if (shown.has(key)) return false
    shown.add(key)
    return true
  })
}
