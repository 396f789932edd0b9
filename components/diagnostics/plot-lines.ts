import type { LinkSample } from '@/lib/browser/diagnostics/measure-link'

type Figure = Exclude<keyof LinkSample, 'atSeconds'>

/** A plot of one quantity: what this end sends and what it gets, or one line where there are no two directions. */
export interface PlotLines {
  readonly id: 'bitRate' | 'roundTrip' | 'loss' | 'jitter' | 'frames' | 'freezes' | 'height'
  readonly unit: string
  readonly sent: Figure | null
  readonly received: Figure
}

export const PLOTS: readonly PlotLines[] = [
  { id: 'bitRate', unit: 'kbit/s', sent: 'sentKbps', received: 'receivedKbps' },
  { id: 'roundTrip', unit: 'ms', sent: null, received: 'roundTripMs' },
  { id: 'loss', unit: '%', sent: 'sentLossPercent', received: 'receivedLossPercent' },
  { id: 'jitter', unit: 'ms', sent: null, received: 'jitterMs' },
  { id: 'frames', unit: '/s', sent: 'sentFramesPerSecond', received: 'receivedFramesPerSecond' },
  { id: 'freezes', unit: '', sent: null, received: 'freezes' },
  { id: 'height', unit: 'px', sent: 'sentHeight', received: 'receivedHeight' },
]

/** @returns The newest value of a figure, rounded for reading; null where none is known. */
export function readLatest(samples: readonly LinkSample[], figure: Figure | null): number | null {
  const value = figure === null ? null : (samples.at(-1)?.[figure] ?? null)
  return value === null ? null : Math.round(value * 10) / 10
}

/** @returns Columns as uPlot takes them: time first, then the lines. */
export function toColumns(
  samples: readonly LinkSample[],
  { sent, received }: PlotLines,
): [number[], ...(number | null)[][]] {
  const lines = [received, ...(sent === null ? [] : [sent])]
  return [
    samples.map(({ atSeconds }) => atSeconds),
    ...lines.map((figure) => samples.map((sample) => sample[figure])),
  ]
}
