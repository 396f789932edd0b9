'use client'

import Users from 'lucide-react/icons/users'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { LateDialogButton } from '@/components/ui/late-dialog-button'
import { useFetchWhenSettled } from './use-fetch-when-settled'

const load = async () => (await import('./people-dialog')).PeopleDialog

/** Opens the list of people. */
export function PeopleButton() {
  const t = useTranslator()
  useFetchWhenSettled(load)
  return <LateDialogButton label={t('people.title')} icon={<Users className="size-5" />} load={load} />
}
