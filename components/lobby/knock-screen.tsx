'use client'

import { useEffect } from 'react'
import { NameField } from '@/components/panels/name-field'
import { describeCode } from '@/components/panels/notice-text'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { DoorPage } from './door-page'

function Waiting() {
  const t = useTranslator()
  return (
    <p role="status" data-code="knocking" className="flex items-center gap-5 py-3 text-lg font-semibold">
      <span className="ringing ml-2 size-5 flex-none rounded-full bg-accent" aria-hidden="true" />
      {t('knock.waiting')}
    </p>
  )
}

/** The door: says who one is, asks to come in, and waits until somebody inside answers. */
export function KnockScreen() {
  const t = useTranslator()
  const { knock, stopKnocking } = useCallActions()
  const hasKnocked = useCall((state) => state.hasKnocked)
  const refusal = useCall((state) => state.refusal)
  const isOffline = useCall((state) => state.signaling === 'offline')
  useEffect(() => document.getElementById('screen-title')?.focus(), [])

  return (
    <DoorPage title={t('knock.title')} text={t('knock.text')}>
      <form
        className="flex max-w-md flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (hasKnocked) stopKnocking()
          else if (!isOffline) knock()
        }}
      >
        <div
          role="alert"
          data-code={refusal ?? undefined}
          className="rounded-xl border border-danger px-4 py-2 empty:hidden"
        >
          {refusal !== null && describeCode(t, refusal)}
        </div>
        {hasKnocked ? <Waiting /> : <NameField />}
        {/* One button throughout, so that the keyboard keeps its place. */}
        <Button type="submit" kind={hasKnocked ? 'quiet' : 'primary'} className="text-lg">
          {hasKnocked ? t('knock.stop') : refusal === null ? t('knock.ask') : t('knock.askAgain')}
        </Button>
      </form>
    </DoorPage>
  )
}
