'use client'

import { lazy, Suspense, useState } from 'react'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

// Most people have decided long ago, so it is not in what a room page loads first.
const AskToNotify = lazy(async () => ({ default: (await import('./ask-to-notify')).AskToNotify }))

/** Asks for the permission to show notifications; gone once the person has decided, or where there are none. */
export function NotifyButton() {
  const isHydrated = useIsHydrated()
  const [hasAsked, setAsked] = useState(false)
  const canAsk =
    isHydrated && 'Notification' in window && window.isSecureContext && Notification.permission === 'default'
  if (!canAsk || hasAsked) return null
  return (
    <Suspense>
      <AskToNotify onAsked={() => setAsked(true)} />
    </Suspense>
  )
}
