const HOUR_MS = 3_600_000

/** @returns The next full hour by the clock on the person's wall, in milliseconds since the epoch. */
export function nextFullHour(nowMs: number): number {
  return new Date(nowMs + HOUR_MS).setMinutes(0, 0, 0)
}

/** @returns A moment as an `<input type="datetime-local">` takes it: `2026-11-29T19:30`, in the person's own time zone. */
export function toLocalInput(epochMs: number): string {
  const date = new Date(epochMs)
  const pad = (part: number) => String(part).padStart(2, '0')
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}
