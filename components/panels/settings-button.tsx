'use client'

import Settings from 'lucide-react/icons/settings'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useLateDialog } from '@/components/ui/use-late-dialog'
import { useFetchWhenConnected } from './use-fetch-when-connected'

// With Base UI the dialog is 24 kB compressed: it must not be in what a room page loads first.
const load = async () => (await import('./settings-dialog')).SettingsDialog

/** Opens the settings. */
export function SettingsButton() {
  const t = useTranslator()
  const { Dialog, open, ...dialog } = useLateDialog(load)
  useFetchWhenConnected(load)
  return (
    <>
      <IconButton label={t('settings.open')} icon={<Settings className="size-5" />} onClick={open} />
      {Dialog !== null && <Dialog {...dialog} />}
    </>
  )
}
