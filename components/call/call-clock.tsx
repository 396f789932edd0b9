'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { Stopwatch } from './stopwatch'

/** How long the person has been in the call. */
export function CallClock() {
  const t = useTranslator()
  const startedAt = useCall((state) => state.callStartedAt)
  return startedAt === null ? null : <Stopwatch since={startedAt} label={t('call.duration')} />
}
