'use client'

import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { DevicePicker } from './device-picker'
import { HideAddressSwitch } from './hide-address-switch'
import { Invitation } from './invitation'
import { NameField } from './name-field'

/** Devices, name and privacy, before a call or in the midst of one. Loaded when first opened. */
export function SettingsDialog(props: DialogProps) {
  const t = useTranslator()
  return (
    <DialogFrame {...props} title={t('settings.title')}>
      <NameField />
      <DevicePicker kind="camera" />
      <DevicePicker kind="microphone" />
      <HideAddressSwitch />
      <div className="flex">
        <Invitation />
      </div>
    </DialogFrame>
  )
}
