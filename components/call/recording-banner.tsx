'use client'

import { useSurfaces } from '@/components/panels/surfaces'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { Stopwatch } from './stopwatch'

function OwnRecording({ startedAt }: { startedAt: number }) {
  const t = useTranslator()
  const { stopRecording } = useCallActions()
  const { openDialog } = useSurfaces()
  const stop = () => {
    stopRecording()
    openDialog('recording')
  }
  return (
    <>
      <Stopwatch since={startedAt} label={t('recording.duration')} />
      <button type="button" className="button button-quiet min-h-9 px-3 py-1 text-sm" onClick={stop}>
        {t('recording.stop')}
      </button>
    </>
  )
}

/** Says to everybody who records the call, as long as they do. Always there, so that screen readers hear it change. */
export function RecordingBanner() {
  const t = useTranslator()
  const { status, startedAt } = useCall((state) => state.recording)
  const participants = useCall((state) => state.participants)
  const others = participants.filter((person) => person.isInCall && person.isRecording)
  const texts = [
    ...(status === 'off' ? [] : [t('recording.on')]),
    ...others.map(({ name }) => t('recording.byOther', { name: name || t('guest.name') })),
  ]
  const isShown = texts.length > 0
  return (
    <div
      className={
        isShown
          ? 'flex flex-wrap items-center justify-center gap-x-3 gap-y-1 rounded-xl border border-line bg-surface px-4 py-1 text-sm'
          : 'sr-only'
      }
    >
      {isShown && <span className="size-3 flex-none rounded-full bg-danger" aria-hidden="true" />}
      <p role="status" data-code={isShown ? 'recording' : undefined} className="min-w-0 py-1 break-words">
        {texts.join(' · ')}
      </p>
      {startedAt !== null && <OwnRecording startedAt={startedAt} />}
    </div>
  )
}
