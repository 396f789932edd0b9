'use client'

import CalendarPlus from 'lucide-react/icons/calendar-plus'
import { useId, useState } from 'react'
import { writeCalendarFile } from '@/components/ui/calendar-file'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { nextFullHour, toLocalInput } from './local-time'

const LENGTHS_MINUTES = [15, 30, 45, 60, 90, 120]
const MINUTE_MS = 60_000

/** Puts a later call in this room into any calendar: a file of one event, made on the spot. */
export function PlanCall({ address }: { address: string }) {
  const t = useTranslator()
  const [titleId, whenId, lengthId, hintId] = [useId(), useId(), useId(), useId()]
  const room = useCall((state) => state.room)
  const [openedAtMs] = useState(() => Date.now())
  const [id] = useState(() => crypto.randomUUID())
  const [when, setWhen] = useState(() => toLocalInput(nextFullHour(openedAtMs)))
  const [minutes, setMinutes] = useState(30)
  const startsAtMs = Date.parse(when)
  const file = Number.isNaN(startsAtMs)
    ? null
    : writeCalendarFile({
        id,
        startsAtMs,
        endsAtMs: startsAtMs + minutes * MINUTE_MS,
        writtenAtMs: openedAtMs,
        title: t('plan.call', { room }),
        description: address,
        address,
      })
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 id={titleId} className="text-lg">
        {t('plan.title')}
      </h3>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <label htmlFor={whenId} className="mb-1 block font-semibold">
            {t('plan.when')}
          </label>
          <input
            id={whenId}
            type="datetime-local"
            className="field w-full"
            value={when}
            onChange={(event) => setWhen(event.target.value)}
          />
        </div>
        <div className="flex-none">
          <label htmlFor={lengthId} className="mb-1 block font-semibold">
            {t('plan.length')}
          </label>
          <select
            id={lengthId}
            className="select"
            value={minutes}
            onChange={(event) => setMinutes(Number(event.target.value))}
          >
            {LENGTHS_MINUTES.map((length) => (
              <option key={length} value={length}>
                {t('plan.minutes', { minutes: length })}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p id={hintId} className="text-sm text-ink-soft">
        {t('plan.hint')}
      </p>
      {file !== null && (
        <a
          className="button button-quiet self-start"
          href={`data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`}
          download={`${room}.ics`}
          aria-describedby={hintId}
        >
          <CalendarPlus className="size-5" aria-hidden="true" />
          {t('plan.file')}
        </a>
      )}
    </section>
  )
}
