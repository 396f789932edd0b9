'use client'

import { ChoiceGroup } from '@/components/ui/choice-group'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { SettingsSection } from '@/components/ui/settings-section'
import { SwitchField } from '@/components/ui/switch-field'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { SpeakerPicker } from './speaker-picker'

/** Where the others are heard, what is taken out of the person's own sound, and whether who comes and goes is heard. */
export function SoundSettings() {
  const t = useTranslator()
  const { setNoiseSuppression, setJoinToneOn } = useCallActions()
  const noiseSuppression = useCall(({ sound }) => sound.noiseSuppression)
  const isJoinToneOn = useCall(({ sound }) => sound.isJoinToneOn)
  return (
    <SettingsSection title={t('settings.sound')}>
      <SpeakerPicker />
      <ChoiceGroup
        label={t('noise.label')}
        value={noiseSuppression}
        onChoose={setNoiseSuppression}
        choices={[
          { value: 'browser', label: t('noise.browser'), hint: t('noise.browserHint') },
          { value: 'strong', label: t('noise.strong'), hint: t('noise.strongHint') },
          { value: 'off', label: t('noise.off'), hint: t('noise.offHint') },
        ]}
      />
      <SwitchField
        label={t('sound.joinTone')}
        hint={t('sound.joinToneHint')}
        isOn={isJoinToneOn}
        onChange={setJoinToneOn}
      />
    </SettingsSection>
  )
}
