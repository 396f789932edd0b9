'use client'

import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { SettingsSection } from '@/components/ui/settings-section'
import { BackgroundSettings } from './background-settings'
import { DevicePicker } from './device-picker'
import { HideAddressSwitch } from './hide-address-switch'
import { NameField } from './name-field'
import { SingleKeysSwitch } from './single-keys-switch'
import { SoundSettings } from './sound-settings'

/**
 * What a person may set, before a call or in the midst of one, by sections in this order: devices, sound, background, picture, keys,
 * privacy. Loaded when first opened.
 */
export function SettingsDialog(props: DialogProps) {
  const t = useTranslator()
  return (
    <DialogFrame {...props} title={t('settings.title')}>
      <NameField />
      <SettingsSection title={t('settings.devices')}>
        <DevicePicker kind="camera" />
        <DevicePicker kind="microphone" />
      </SettingsSection>
      <SoundSettings />
      <BackgroundSettings />
      <SettingsSection title={t('settings.keys')}>
        <SingleKeysSwitch />
      </SettingsSection>
      <SettingsSection title={t('settings.privacy')}>
        <HideAddressSwitch />
      </SettingsSection>
    </DialogFrame>
  )
}
