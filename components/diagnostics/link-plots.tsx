'use client'

import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { LinkSample } from '@/lib/browser/diagnostics/measure-link'
import { formatTimes } from './format-times'
import { PLOTS, type PlotLines, readLatest, toColumns } from './plot-lines'

const HEIGHT = 104

function createPlot(
  box: HTMLElement,
  lines: PlotLines,
  samples: readonly LinkSample[],
  language: string,
): UPlot {
  const colors = getComputedStyle(box)
  const colorOf = (name: string) => colors.getPropertyValue(name)
  const axis = {
    stroke: colorOf('--ink-soft'),
    grid: { stroke: colorOf('--line'), width: 1 },
    font: '11px system-ui',
  }
  const options: UPlot.Options = {
    width: Math.max(box.clientWidth, 1),
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(most, 1) * 1.1] } },
    axes: [
      { ...axis, size: 32, space: 80, values: (_plot, times) => formatTimes(language, times) },
      { ...axis, size: 50, space: 26 },
    ],
    series: [
      {},
      { stroke: colorOf('--accent-text'), width: 2, points: { show: false } },
      ...(lines.sent === null
        ? []
        : [{ stroke: colorOf('--good'), width: 2, dash: [5, 3], points: { show: false } }]),
    ],
  }
  return new UPlot(options, toColumns(samples, lines), box)
}

function Plot({ lines, samples }: { lines: PlotLines; samples: readonly LinkSample[] }) {
  const { language } = useTranslator()
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | null>(null)
  const latest = useRef(samples)
  latest.current = samples

  useEffect(() => {
    const element = box.current
    if (element === null) return
    const made = createPlot(element, lines, latest.current, language)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [lines, language])

  useEffect(() => plot.current?.setData(toColumns(samples, lines)), [samples, lines])

  return <div ref={box} aria-hidden="true" className="min-w-0" />
}

function PlotFigure({ lines, samples }: { lines: PlotLines; samples: readonly LinkSample[] }) {
  const t = useTranslator()
  // A canvas keeps the colours that it was drawn in.
  const isDark = useMediaQuery('(prefers-color-scheme: dark)')
  const show = (value: number | null) => (value === null ? '–' : `${value} ${lines.unit}`)
  const received = show(readLatest(samples, lines.received))
  return (
    <figure className="m-0 min-w-0" data-plot={lines.id}>
      <figcaption className="flex flex-wrap justify-between gap-x-3 text-sm">
        <span className="font-semibold">{t(`connection.plot.${lines.id}`)}</span>
        <span className="tabular-nums">
          {lines.sent === null ? (
            received
          ) : (
            <>
              <span className="text-accent-text">{t('connection.received', { value: received })}</span>
              {' · '}
              <span className="text-good">
                {t('connection.sent', { value: show(readLatest(samples, lines.sent)) })}
              </span>
            </>
          )}
        </span>
      </figcaption>
      <Plot key={String(isDark)} lines={lines} samples={samples} />
    </figure>
  )
}

/** The last minutes as small plots: solid what comes in, dashed what goes out. The newest figure of each is text. */
export function LinkPlots({ samples }: { samples: readonly LinkSample[] }) {
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      {PLOTS.map((lines) => (
        <PlotFigure key={lines.id} lines={lines} samples={samples} />
      ))}
    </div>
  )
}
