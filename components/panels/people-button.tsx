'use client'

import Users from 'lucide-react/icons/users'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useLateDialog } from '@/components/ui/use-late-dialog'
import { useFetchWhenConnected } from './use-fetch-when-connected'

const load = async () => (await import('./people-dialog')).PeopleDialog

/** Opens the list of people. */
export function PeopleButton() {
  const t = useTranslator()
  const { Dialog, open, ...dialog } = useLateDialog(load)
  useFetchWhenConnected(load)
  return (
    <>
      <IconButton label={t('people.title')} icon={<Users className="size-5" />} onClick={open} />
      {Dialog !== null && <Dialog {...dialog} />}
    </>
  )
}
