'use client'

import { ChoiceGroup } from '@/components/ui/choice-group'
import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { RoomSettingsView } from '@/lib/browser/store/state'
import { EndCall } from './end-call'
import { PasscodeSetting } from './passcode-setting'
import { SizeSetting } from './size-setting'

function DoorSetting({ settings }: { settings: RoomSettingsView }) {
  const t = useTranslator()
  const { configureRoom } = useCallActions()
  return (
    <>
      <ChoiceGroup
        label={t('door.label')}
        value={settings.door}
        onChoose={(door) => configureRoom({ door })}
        choices={[
          { value: 'open', label: t('door.open'), hint: t('door.openHint') },
          { value: 'knock', label: t('door.knock'), hint: t('door.knockHint') },
          { value: 'locked', label: t('door.locked'), hint: t('door.lockedHint') },
        ]}
      />
      {settings.door === 'knock' && (
        <ChoiceGroup
          label={t('admission.label')}
          value={settings.admission}
          onChoose={(admission) => configureRoom({ admission })}
          choices={[
            { value: 'hosts', label: t('admission.hosts') },
            { value: 'everyone', label: t('admission.everyone') },
          ]}
        />
      )}
    </>
  )
}

/** What hosts may set of the room. Loaded when first opened. */
export function RoomDialog(props: DialogProps) {
  const t = useTranslator()
  const settings = useCall((state) => state.settings)
  return (
    <DialogFrame {...props} title={t('room.settings')}>
      {settings !== null && (
        <>
          <DoorSetting settings={settings} />
          <PasscodeSetting hasPasscode={settings.hasPasscode} />
          <SizeSetting size={settings.maxParticipants} />
        </>
      )}
      <EndCall />
    </DialogFrame>
  )
}
