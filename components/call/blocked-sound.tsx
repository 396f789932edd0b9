'use client'

import Volume from 'lucide-react/icons/volume-2'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'

/** Lets the sound begin where the browser wants a touch first, as after entering by a link that joins at once. */
export function BlockedSound({ onAllow }: { onAllow: () => void }) {
  const t = useTranslator()
  return (
    <div
      role="alert"
      data-code="playback-blocked"
      className="card absolute inset-x-3 top-3 z-20 sm:top-14 mx-auto flex w-fit flex-wrap items-center justify-center gap-3 p-3"
    >
      <p>{t('call.soundBlocked')}</p>
      <Button kind="primary" onClick={onAllow}>
        <Volume className="size-5" aria-hidden="true" />
        {t('call.hear')}
      </Button>
    </div>
  )
}
