'use client'

import { useEffect, useId, useState } from 'react'
import { formatDuration } from '@/components/call/format-duration'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { KeptRecordingView } from '@/lib/browser/store/state'

const BYTES_OF_A_MEGABYTE = 1_000_000

function formatMoment(epochMs: number): string {
  const { lang } = document.documentElement
  return new Date(epochMs).toLocaleString(lang, { dateStyle: 'medium', timeStyle: 'short' })
}

function RecordingEntry({ recording }: { recording: KeptRecordingView }) {
  const t = useTranslator()
  const { saveRecording, deleteRecording } = useCallActions()
  const [isAsking, setAsking] = useState(false)
  const date = formatMoment(recording.startedAtMs)
  const megabytes = (recording.bytes / BYTES_OF_A_MEGABYTE).toFixed(1)
  return (
    <li className="flex flex-wrap items-center gap-2" data-testid="kept-recording">
      <span className="min-w-0 flex-1 basis-48 text-sm tabular-nums">
        {t('recording.entry', { date, duration: formatDuration(recording.durationMs), megabytes })}
      </span>
      <span className="flex gap-2">
        <Button
          kind="primary"
          aria-label={t('recording.saveEntry', { date })}
          onClick={() => saveRecording(recording.id)}
        >
          {t('recording.save')}
        </Button>
        <Button aria-label={t('recording.deleteEntry', { date })} onClick={() => setAsking(true)}>
          {t('recording.delete')}
        </Button>
      </span>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('recording.deleteTitle')}
        text={t('recording.deleteText')}
        action={t('recording.delete')}
        onConfirm={() => deleteRecording(recording.id)}
      />
    </li>
  )
}

/** The recordings that lie in this browser, to save and to delete; nothing where there is none. */
export function KeptRecordings() {
  const t = useTranslator()
  const titleId = useId()
  const { findRecordings } = useCallActions()
  const kept = useCall((state) => state.keptRecordings)
  useEffect(() => findRecordings(), [findRecordings])
  if (kept.length === 0) return null
  return (
    <section aria-labelledby={titleId} className="flex w-full flex-col gap-3">
      <h2 id={titleId} className="text-lg">
        {t('recording.kept')}
      </h2>
      <ul className="flex flex-col gap-3">
        {kept.map((recording) => (
          <RecordingEntry key={recording.id} recording={recording} />
        ))}
      </ul>
      <p className="text-sm text-ink-soft">{t('recording.keptHint')}</p>
    </section>
  )
}
