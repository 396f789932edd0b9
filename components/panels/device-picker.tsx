'use client'

import { useId } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** Chooses among the cameras or the microphones. The browser's own select: accessible everywhere, and it costs nothing. */
export function DevicePicker({ kind }: { kind: 'camera' | 'microphone' }) {
  const t = useTranslator()
  const selectId = useId()
  const actions = useCallActions()
  const devices = useCall(({ media }) => (kind === 'camera' ? media.cameras : media.microphones))
  const deviceId = useCall(({ media }) => media[kind].deviceId)
  const isListed = devices.some((device) => device.id === deviceId)
  const select = kind === 'camera' ? actions.selectCamera : actions.selectMicrophone
  const numbered = kind === 'camera' ? 'devices.numberedCamera' : 'devices.numberedMicrophone'

  return (
    <div className="min-w-0">
      <label htmlFor={selectId} className="mb-1 block text-sm font-semibold">
        {kind === 'camera' ? t('devices.camera') : t('devices.microphone')}
      </label>
      <select
        id={selectId}
        className="select w-full"
        value={isListed ? (deviceId ?? '') : ''}
        disabled={devices.length === 0}
        onChange={(event) => select(event.target.value)}
      >
        {!isListed && (
          <option value="" disabled>
            {t('devices.default')}
          </option>
        )}
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label === '' ? t(numbered, { number: index + 1 }) : device.label}
          </option>
        ))}
      </select>
    </div>
  )
}
