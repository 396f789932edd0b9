'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { SwitchField } from '@/components/ui/switch-field'
import { useViewPreferences } from '@/components/view-preferences-context'

/** Whether keys alone are shortcuts (WCAG 2.1.4: who speaks to the computer, or trembles, must be able to say no). */
export function SingleKeysSwitch() {
  const t = useTranslator()
  const { preferences, change } = useViewPreferences()
  return (
    <SwitchField
      label={t('settings.singleKeys')}
      hint={t('settings.singleKeysHint')}
      isOn={preferences.hasSingleKeys}
      onChange={(hasSingleKeys) => change({ hasSingleKeys })}
    />
  )
}
