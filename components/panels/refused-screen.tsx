'use client'

import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'
import { useCall } from '@/lib/browser/store/call-store-context'
import { describeCode } from './notice-text'

/** The server did not take the person in. */
export function RefusedScreen() {
  const t = useTranslator()
  useEffect(() => document.getElementById('screen-title')?.focus(), [])
  const code = useCall((state) => state.refusal) ?? 'internal'
  return (
    <MessagePage title={t('refused.title')} text={describeCode(t, code)} level="alert" code={code}>
      <Button kind="primary" onClick={() => location.reload()}>
        {t('refused.retry')}
      </Button>
    </MessagePage>
  )
}
