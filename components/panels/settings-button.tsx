'use client'

import Settings from 'lucide-react/icons/settings'
import { type ComponentType, useEffect, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useCall } from '@/lib/browser/store/call-store-context'
import type { SettingsDialogProps } from './settings-dialog'

// The dialog is 24 kB compressed: it must not be in what a room page loads first.
const load = async () => (await import('./settings-dialog')).SettingsDialog

/** Opens the settings. They are fetched once somebody is connected, since the server may be gone when they are asked for. */
export function SettingsButton() {
  const t = useTranslator()
  const isConnected = useCall((state) => state.participants.some(({ link }) => link === 'connected'))
  const [Dialog, setDialog] = useState<ComponentType<SettingsDialogProps> | null>(null)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    if (isConnected) load().catch(() => undefined)
  }, [isConnected])

  const open = () =>
    load().then(
      (loaded) => {
        setDialog(() => loaded)
        setOpen(true)
      },
      // Without the server they cannot be had now; the call goes on, and the next press asks again.
      () => undefined,
    )
  return (
    <>
      <IconButton label={t('settings.open')} icon={<Settings className="size-5" />} onClick={open} />
      {Dialog !== null && <Dialog isOpen={isOpen} onOpenChange={setOpen} />}
    </>
  )
}
