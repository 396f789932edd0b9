'use client'

import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { PeopleList } from './people-list'

/** The people in the room, for the lobby. Loaded when first opened. */
export function PeopleDialog(props: DialogProps) {
  const t = useTranslator()
  return (
    <DialogFrame {...props} title={t('people.title')}>
      <PeopleList />
    </DialogFrame>
  )
}
