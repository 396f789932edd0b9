'use client'

import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'
import { useCallActions } from '@/lib/browser/store/call-store-context'

/** The stay goes on in another page of the same person. */
export function SupersededScreen() {
  const t = useTranslator()
  useEffect(() => document.getElementById('screen-title')?.focus(), [])
  const { returnToLobby } = useCallActions()
  return (
    <MessagePage
      title={t('superseded.title')}
      text={t('superseded.text')}
      level="status"
      code="session-superseded"
    >
      <Button kind="primary" onClick={returnToLobby}>
        {t('superseded.use')}
      </Button>
    </MessagePage>
  )
}
