'use client'

import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { KnockView } from '@/lib/browser/store/state'

function KnockRow({ knock }: { knock: KnockView }) {
  const t = useTranslator()
  const { answerKnock } = useCallActions()
  const name = knock.name || t('guest.name')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Avatar id={knock.participantId} name={name} className="size-9 text-sm" />
      <span className="min-w-0 flex-1 basis-32 font-semibold break-words">{t('knock.asks', { name })}</span>
      <span className="flex gap-2">
        <Button
          kind="primary"
          className="button-small"
          aria-label={t('knock.admitName', { name })}
          onClick={() => answerKnock(knock.participantId, true)}
        >
          {t('knock.admit')}
        </Button>
        <Button
          className="button-small"
          aria-label={t('knock.refuseName', { name })}
          onClick={() => answerKnock(knock.participantId, false)}
        >
          {t('knock.refuse')}
        </Button>
      </span>
    </li>
  )
}

/** Those at the door, longest waiting first. Bounded in height: it must not push the call off the screen. */
export function KnockList() {
  const t = useTranslator()
  const knocks = useCall((state) => state.knocks)
  return (
    <section
      aria-label={t('knock.list')}
      className="card mx-auto max-h-[40dvh] w-full max-w-2xl flex-none overflow-y-auto border-accent p-3 sm:px-5"
    >
      <ul aria-label={t('knock.list')} className="flex flex-col gap-3">
        {knocks.map((knock) => (
          <KnockRow key={knock.participantId} knock={knock} />
        ))}
      </ul>
    </section>
  )
}
