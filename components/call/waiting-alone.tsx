'use client'

import { Invitation } from '@/components/panels/invitation'
import { useTranslator } from '@/components/ui/i18n/translator-context'

/** Fills the stage while nobody else is in the call. */
export function WaitingAlone() {
  const t = useTranslator()
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-4 overflow-y-auto p-4 text-center short:gap-2">
      <span
        className="ringing mb-4 size-10 flex-none rounded-full bg-accent short:hidden"
        aria-hidden="true"
      />
      <p role="status" data-code="waiting" className="font-display text-2xl">
        {t('call.waiting')}
      </p>
      <p className="max-w-prose text-ink-soft">{t('call.waitingHint')}</p>
      <Invitation kind="primary" />
    </div>
  )
}
