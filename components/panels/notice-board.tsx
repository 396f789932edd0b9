'use client'

import X from 'lucide-react/icons/x'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { Notice } from '@/lib/browser/store/state'
import { assignStatusSlots, pickAlerts } from './notice-slots'
import { describeCode } from './notice-text'

const STATUS_SLOTS = 4

/** What the tiles show by themselves: read out, but not laid over the faces. */
const SEEN_ON_TILES: ReadonlySet<string> = new Set(['muted', 'unmuted'])

function StatusSlot({ notice }: { notice: Notice | null }) {
  const t = useTranslator()
  return (
    <div role="status" data-code={notice?.code} className="empty:hidden">
      {notice !== null && (
        <p
          className={
            SEEN_ON_TILES.has(notice.code)
              ? 'sr-only'
              : 'rounded-full bg-tile px-4 py-2 text-center text-sm text-tile-ink shadow-card'
          }
        >
          {describeCode(t, notice.code, notice.values)}
        </p>
      )}
    </div>
  )
}

function Alert({ notice }: { notice: Notice }) {
  const t = useTranslator()
  const { dismissNotice } = useCallActions()
  const text = describeCode(t, notice.code, notice.values)
  const name = notice.values.name
  return (
    <div
      role="alert"
      data-code={notice.code}
      className="pointer-events-auto flex w-full items-start gap-2 rounded-2xl border border-danger bg-surface py-1 pr-1 pl-4 shadow-card"
    >
      <p className="flex-1 py-2.5 text-sm">
        {name !== undefined && !text.includes(String(name)) && <strong>{name}: </strong>}
        {text}
      </p>
      <button
        type="button"
        className="grid size-11 flex-none cursor-pointer place-items-center rounded-full hover:bg-sunken"
        aria-label={t('notices.dismiss')}
        onClick={() => dismissNotice(notice.id)}
      >
        <X className="size-5" />
      </button>
    </div>
  )
}

/** Shows and announces what the session reports: statuses, which the session takes away after a while, and alerts that stay until dismissed. */
export function NoticeBoard() {
  const t = useTranslator()
  const notices = useCall((state) => state.notices)
  const cameraError = useCall(({ phase, media }) => (phase === 'lobby' ? media.camera.error : null))
  const microphoneError = useCall(({ phase, media }) => (phase === 'lobby' ? media.microphone.error : null))
  // Mended: what was said when it began is true no longer.
  const endedMute = useCall((state) => (state.isMutedByHost ? null : 'muted-by-host'))
  const isInCall = useCall((state) => state.phase === 'call')
  const slots = assignStatusSlots(notices, STATUS_SLOTS)
  return (
    <section
      aria-label={t('notices.label')}
      className={`pointer-events-none z-40 mx-auto flex w-[calc(100%-1.5rem)] max-w-md flex-col items-center gap-2 ${isInCall ? 'fixed inset-x-3 top-2.5 sm:top-16 lg:top-4 short:top-3' : 'sticky bottom-3'}`}
    >
      {pickAlerts(notices, [cameraError, microphoneError, endedMute]).map((notice) => (
        <Alert key={notice.id} notice={notice} />
      ))}
      {slots.map((notice, slot) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the slots are the identity; notices pass through them
        <StatusSlot key={slot} notice={notice} />
      ))}
    </section>
  )
}
