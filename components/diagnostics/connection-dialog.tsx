'use client'

import { useEffect, useState } from 'react'
import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { LinkReading } from '@/lib/browser/diagnostics/link-reading'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { DumpButton } from './dump-button'
import { LinkPanel } from './link-panel'

interface ConnectionDialogProps extends DialogProps {
  /** The link that is shown first; without one, the newest. */
  linkId?: string
}

function useReadings(isOpen: boolean): readonly LinkReading[] {
  const { observeLinks } = useCallActions()
  const [readings, setReadings] = useState<readonly LinkReading[]>([])
  useEffect(() => (isOpen ? observeLinks(setReadings) : undefined), [isOpen, observeLinks])
  return readings
}

/** What every link of this page went through and how it does, those that ended included. Loaded when first opened. */
export function ConnectionDialog({ linkId, ...dialog }: ConnectionDialogProps) {
  const t = useTranslator()
  const participants = useCall((state) => state.participants)
  const readings = useReadings(dialog.isOpen)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const shownId = chosenId ?? linkId
  const shown = readings.find((reading) => reading.linkId === shownId) ?? readings.at(-1)
  const nameOf = (reading: LinkReading) => {
    const person = participants.find((one) => one.linkId === reading.linkId)
    return person === undefined ? t('connection.ended') : person.name || t('guest.name')
  }
  return (
    <DialogFrame {...dialog} title={t('connection.title')} isWide>
      {shown === undefined ? (
        <p role="status">{t('connection.none')}</p>
      ) : (
        <>
          <label className="flex flex-wrap items-center gap-3">
            <span className="text-sm font-semibold">{t('connection.with')}</span>
            <select
              className="select min-w-0 flex-1"
              value={shown.linkId}
              onChange={(event) => setChosenId(event.target.value)}
            >
              {readings.map((reading) => (
                <option key={reading.linkId} value={reading.linkId}>
                  {nameOf(reading)}
                </option>
              ))}
            </select>
          </label>
          <LinkPanel key={shown.linkId} reading={shown} name={nameOf(shown)} />
        </>
      )}
      <DumpButton />
    </DialogFrame>
  )
}
