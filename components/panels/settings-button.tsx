'use client'

import Settings from 'lucide-react/icons/settings'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { LateDialogButton } from '@/components/ui/late-dialog-button'
import { useFetchWhenSettled } from './use-fetch-when-settled'

// With Base UI the dialog is 24 kB compressed: it must not be in what a room page loads first.
const load = async () => (await import('./settings-dialog')).SettingsDialog

/** Opens the settings. */
export function SettingsButton() {
  const t = useTranslator()
  useFetchWhenSettled(load)
  return <LateDialogButton label={t('settings.open')} icon={<Settings className="size-5" />} load={load} />
}
