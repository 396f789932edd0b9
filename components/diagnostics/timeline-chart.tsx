'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { Timeline } from '@/lib/browser/diagnostics/describe-timeline'
import { layoutTimeline } from './layout-timeline'

interface TimelineChartProps {
  timeline: Timeline
  role: 'offerer' | 'answerer'
}

/** The steps of a link's set-up, each with its time as a bar. What runs beside the others is drawn hollow. */
export function TimelineChart({ timeline, role }: TimelineChartProps) {
  const t = useTranslator()
  const milliseconds = (value: number) => t('connection.ms', { value: Math.round(value * 10) / 10 })
  return (
    <>
      <ol data-testid="timeline" aria-label={t('connection.timeline')} className="flex flex-col gap-1">
        {layoutTimeline(timeline).map(({ step, leftPercent, widthPercent }) => (
          <li
            key={step.name}
            data-step={step.name}
            data-duration={step.durationMs}
            data-beside={step.isBeside || undefined}
            className="grid grid-cols-[minmax(0,11rem)_1fr_5.5rem] items-center gap-2 text-sm max-sm:grid-cols-[minmax(0,1fr)_5.5rem]"
          >
            <span>{t(`connection.step.${role}.${step.name}`)}</span>
            <span className="relative h-3 rounded-full bg-sunken max-sm:order-last max-sm:col-span-2">
              <span
                className={`absolute inset-y-0 rounded-full ${step.isBeside ? 'border-2 border-accent-text' : step.isWait ? 'bg-line' : 'bg-accent'}`}
                style={{
                  left: `min(${leftPercent}%, calc(100% - 0.375rem))`,
                  width: `max(0.375rem, ${widthPercent}%)`,
                }}
              />
            </span>
            <span className="text-right whitespace-nowrap tabular-nums">{milliseconds(step.durationMs)}</span>
          </li>
        ))}
      </ol>
      <p data-testid="set-up" data-total={timeline.totalMs} className="text-sm font-semibold">
        {timeline.isComplete
          ? t('connection.setUp', { value: Math.round(timeline.setUpMs) })
          : t('connection.setUpOpen', { value: Math.round(timeline.setUpMs) })}
      </p>
    </>
  )
}
