'use client'

import Bell from 'lucide-react/icons/bell'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'

/** Asks for the permission to show notifications; gone once the person has decided, or where there are none. */
export function NotifyButton() {
  const t = useTranslator()
  const isHydrated = useIsHydrated()
  const [hasAsked, setAsked] = useState(false)
  const canAsk =
    isHydrated && 'Notification' in window && window.isSecureContext && Notification.permission === 'default'
  if (!canAsk || hasAsked) return null
  const ask = async () => {
    await Notification.requestPermission()
    setAsked(true)
  }
  return (
    <Button onClick={() => void ask()} title={t('notify.hint')}>
      <Bell className="size-5" aria-hidden="true" />
      {t('notify.button')}
    </Button>
  )
}
