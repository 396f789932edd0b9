'use client'

import Bell from 'lucide-react/icons/bell'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'

/** The button that makes the browser ask. */
export function AskToNotify({ onAsked }: { onAsked: () => void }) {
  const t = useTranslator()
  const ask = async () => {
    await Notification.requestPermission()
    onAsked()
  }
  return (
    <Button onClick={() => void ask()} title={t('notify.hint')}>
      <Bell className="size-5" aria-hidden="true" />
      {t('notify.button')}
    </Button>
  )
}
