'use client'

import { useId } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { listSizeChoices } from './size-choices'

/** How many the room holds. */
export function SizeSetting({ size }: { size: number }) {
  const t = useTranslator()
  const selectId = useId()
  const hintId = useId()
  const { configureRoom } = useCallActions()
  return (
    <div>
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={selectId} className="font-semibold">
          {t('size.label')}
        </label>
        <select
          id={selectId}
          className="select flex-none"
          value={size}
          onChange={(event) => configureRoom({ maxParticipants: Number(event.target.value) })}
          aria-describedby={hintId}
        >
          {listSizeChoices(size).map((choice) => (
            <option key={choice} value={choice}>
              {t('call.people', { count: choice })}
            </option>
          ))}
        </select>
      </div>
      <p id={hintId} className="mt-1 text-sm text-ink-soft">
        {t('size.hint')}
      </p>
    </div>
  )
}
