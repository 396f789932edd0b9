/** The middle of what was measured; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  const lower = sorted.length % 2 === 1 ? upper : sorted[middle - 1]
  if (upper === undefined || lower === undefined) throw new Error('Nothing was measured')
  return (lower + upper) / 2
}

/** One line of a benchmark's table. */
export interface Row {
  readonly what: string
  /** Milliseconds, each run's. */
  readonly valuesMs: readonly number[]
}

/** Prints what was measured, against the floor of the same run, as a table and as JSON. */
export function printFigures(title: string, rows: readonly Row[], floorMs: number): void {
  const figures = rows.map(({ what, valuesMs }) => ({
    what,
    medianMs: Math.round(median(valuesMs)),
    bestMs: Math.round(Math.min(...valuesMs)),
    worstMs: Math.round(Math.max(...valuesMs)),
    timesFloor: Number((median(valuesMs) / floorMs).toFixed(2)),
    runs: valuesMs.length,
  }))
  console.log(`\n${title}`)
  console.table(figures)
  console.log(JSON.stringify({ title, figures }))
}
