'use client'

import { useId } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** Whether the others may learn the person's address. Takes effect at once, in calls under way too. */
export function HideAddressSwitch() {
  const t = useTranslator()
  const hintId = useId()
  const { setAddressHidden } = useCallActions()
  const isAddressHidden = useCall((state) => state.isAddressHidden)
  return (
    <div>
      <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-semibold">
        {t('settings.hideAddress')}
        <input
          type="checkbox"
          role="switch"
          aria-checked={isAddressHidden}
          aria-describedby={hintId}
          className="size-6 flex-none cursor-pointer accent-accent"
          checked={isAddressHidden}
          onChange={(event) => setAddressHidden(event.target.checked)}
        />
      </label>
      <p id={hintId} className="text-sm text-ink-soft">
        {t('settings.hideAddressHint')}
      </p>
    </div>
  )
}
