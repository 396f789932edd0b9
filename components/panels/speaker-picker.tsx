'use client'

import { useId } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** Some browsers leave the choice to the system; a menu that does nothing would only mislead. */
function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype
}

/** Chooses where the others are heard; absent where the browser has no choice to give. */
export function SpeakerPicker() {
  const t = useTranslator()
  const selectId = useId()
  const { selectSpeaker } = useCallActions()
  const speakers = useCall(({ media }) => media.speakers)
  const speakerId = useCall(({ sound }) => sound.speakerId)
  if (!canChooseSpeaker() || speakers.length === 0) return null
  const isListed = speakers.some(({ id }) => id === speakerId)
  return (
    <div className="min-w-0">
      <label htmlFor={selectId} className="mb-1 block text-sm font-semibold">
        {t('sound.speaker')}
      </label>
      <select
        id={selectId}
        className="select w-full"
        value={isListed ? (speakerId ?? '') : ''}
        onChange={(event) => selectSpeaker(event.target.value)}
      >
        <option value="">{t('devices.default')}</option>
        {speakers
          .filter(({ id }) => id !== '')
          .map((speaker, index) => (
            <option key={speaker.id} value={speaker.id}>
              {speaker.label === '' ? t('sound.numberedSpeaker', { number: index + 1 }) : speaker.label}
            </option>
          ))}
      </select>
    </div>
  )
}
