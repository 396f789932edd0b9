'use client'

import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import type { MessageKey } from '@/components/ui/i18n/message-key'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'
import { useCall } from '@/lib/browser/store/call-store-context'
import { describeCode } from './notice-text'

/** Where the same link can be tried as often as one likes: what to say instead of "just now". */
const LASTING: Readonly<Record<string, MessageKey>> = {
  'key-required': 'refused.keyTitle',
  'key-wrong': 'refused.keyTitle',
  'key-damaged': 'refused.keyTitle',
  removed: 'left.byRemoval',
  'room-locked': 'refused.lockedTitle',
  'insecure-origin': 'refused.insecureTitle',
}

/** Waiting changes nothing here. */
const WITHOUT_RETRY: ReadonlySet<string> = new Set(['removed', 'key-damaged', 'insecure-origin'])

/** The room did not take the person in. */
export function RefusedScreen() {
  const t = useTranslator()
  useEffect(() => document.getElementById('screen-title')?.focus(), [])
  const code = useCall((state) => state.refusal) ?? 'internal'
  const hasRetry = !WITHOUT_RETRY.has(code)
  // The notice of this code speaks of camera and microphone; here the whole room needs it.
  const text = code === 'insecure-origin' ? t('refused.insecureText') : describeCode(t, code)
  return (
    <MessagePage title={t(LASTING[code] ?? 'refused.title')} text={text} level="alert" code={code}>
      {hasRetry && (
        <Button kind="primary" onClick={() => location.reload()}>
          {t('refused.retry')}
        </Button>
      )}
      <a className={`button ${hasRetry ? 'button-quiet' : 'button-primary'}`} href="/">
        {t('notFound.home')}
      </a>
    </MessagePage>
  )
}
