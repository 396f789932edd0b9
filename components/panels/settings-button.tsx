'use client'

import Settings from 'lucide-react/icons/settings'
import { lazy, Suspense, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'

// The dialog is 24 kB compressed: it must not be in what a room page loads first.
const SettingsDialog = lazy(async () => ({ default: (await import('./settings-dialog')).SettingsDialog }))

/** Opens the settings. */
export function SettingsButton() {
  const t = useTranslator()
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  return (
    <>
      <IconButton
        label={t('settings.open')}
        icon={<Settings className="size-5" />}
        onClick={() => {
          setWanted(true)
          setOpen(true)
        }}
      />
      {isWanted && (
        <Suspense>
          <SettingsDialog isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  )
}
