const SECONDS_OF_A_MINUTE = 60

/** @returns Times of day for a plot's axis, short: with the seconds only where they tell the times apart. @param times In seconds since the epoch. */
export function formatTimes(language: string, times: readonly number[]): string[] {
  const hasSeconds = times.some((seconds) => seconds % SECONDS_OF_A_MINUTE !== 0)
  const format = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(hasSeconds ? { second: '2-digit' } : {}),
  })
  return times.map((seconds) => format.format(seconds * 1_000))
}
