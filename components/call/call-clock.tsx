'use client'

import { useEffect, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { formatDuration } from './format-duration'

/** How long the person has been in the call. */
export function CallClock() {
  const t = useTranslator()
  const startedAt = useCall((state) => state.callStartedAt)
  const [now, setNow] = useState(() => Date.now())

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])

  if (startedAt === null) return null
  return (
    <span role="timer" aria-label={t('call.duration')} className="tabular-nums">
      {formatDuration(now - startedAt)}
    </span>
  )
}
