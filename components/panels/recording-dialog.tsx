'use client'

import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { KeptRecordings } from './kept-recordings'

const WHOLE_CALL = ''

/** Begins and ends a recording, and hands out those there are. Loaded when first opened. */
export function RecordingDialog(props: DialogProps) {
  const t = useTranslator()
  const selectId = useId()
  const { startRecording, stopRecording } = useCallActions()
  const { status, personId } = useCall((state) => state.recording)
  const participants = useCall((state) => state.participants)
  const [chosen, setChosen] = useState(WHOLE_CALL)
  const people = participants.filter((person) => person.isInCall)
  const isOff = status === 'off'
  return (
    <DialogFrame {...props} title={t('recording.title')}>
      <p className="text-ink-soft">{t('recording.text')}</p>
      <div>
        <label htmlFor={selectId} className="mb-1 block font-semibold">
          {t('recording.what')}
        </label>
        <select
          id={selectId}
          className="select w-full"
          disabled={!isOff}
          value={isOff ? chosen : (personId ?? WHOLE_CALL)}
          onChange={(event) => setChosen(event.target.value)}
        >
          <option value={WHOLE_CALL}>{t('recording.wholeCall')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('recording.onePerson', { name: name || t('guest.name') })}
            </option>
          ))}
        </select>
      </div>
      {isOff ? (
        <Button kind="primary" onClick={() => startRecording(chosen === WHOLE_CALL ? null : chosen)}>
          {t('recording.start')}
        </Button>
      ) : (
        <Button kind="danger" onClick={stopRecording}>
          {status === 'starting' ? t('recording.starting') : t('recording.stop')}
        </Button>
      )}
      <KeptRecordings />
    </DialogFrame>
  )
}
