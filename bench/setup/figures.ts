import { median } from '@/bench/figures'

/** What is to be reached: so many milliseconds, or so many times the floor of the same run. */
export type Target = { readonly ms: number } | { readonly timesFloor: number }

/** One thing that was measured at one place. */
export interface Figure {
  readonly what: string
  /** Milliseconds, each run's. */
  readonly valuesMs: readonly number[]
  readonly target?: Target
}

/** A figure as the tables show it. */
export interface FigureRow {
  readonly what: string
  readonly medianMs: number
  readonly bestMs: number
  readonly worstMs: number
  readonly timesFloor: number
  readonly target: string
  /** null where there is no target. */
  readonly isReached: boolean | null
}

/** @param floorMs the same place's floor */
export function toRow({ what, valuesMs, target }: Figure, floorMs: number): FigureRow {
  const middle = median(valuesMs)
  const boundMs = target === undefined ? null : 'ms' in target ? target.ms : target.timesFloor * floorMs
  return {
    what,
    medianMs: Math.round(middle),
    bestMs: Math.round(Math.min(...valuesMs)),
    worstMs: Math.round(Math.max(...valuesMs)),
    timesFloor: Number((middle / floorMs).toFixed(2)),
    target: target === undefined ? '' : 'ms' in target ? `${target.ms} ms` : `${target.timesFloor} × floor`,
    isReached: boundMs === null ? null : middle <= boundMs,
  }
}

/** The rows as a table in Markdown. */
export function toMarkdown(place: string, runs: number, rows: readonly FigureRow[]): string {
  const lines = rows.map(
    ({ what, medianMs, bestMs, worstMs, timesFloor, target, isReached }) =>
      `| ${what} | ${medianMs} | ${bestMs}–${worstMs} | ${timesFloor} | ${target} | ${
        isReached === null ? '' : isReached ? 'reached' : 'missed'
      } |`,
  )
  return [
    `**${place}**, medians of ${runs}:`,
    '',
    '| what | ms | best–worst | × floor | target | |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...lines,
  ].join('\n')
}

/** Puts text between two marks of a page that is written by hand. @throws Error where the marks are not there */
export function fillMarked(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`No marks for ${name}`)
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`
}
