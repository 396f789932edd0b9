'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { SwitchField } from '@/components/ui/switch-field'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** Whether the others may learn the person's address. Takes effect at once, in calls under way too. */
export function HideAddressSwitch() {
  const t = useTranslator()
  const { setAddressHidden } = useCallActions()
  const isAddressHidden = useCall((state) => state.isAddressHidden)
  return (
    <SwitchField
      label={t('settings.hideAddress')}
      hint={t('settings.hideAddressHint')}
      isOn={isAddressHidden}
      onChange={setAddressHidden}
    />
  )
}
