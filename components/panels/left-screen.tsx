'use client'

import { openNewRoom } from '@/components/lobby/open-new-room'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'
import { useCallActions } from '@/lib/browser/store/call-store-context'

/** After hanging up. */
export function LeftScreen() {
  const t = useTranslator()
  const { returnToLobby } = useCallActions()
  return (
    <MessagePage title={t('left.title')} text={t('left.text')} level="status" code="call-left">
      <Button kind="primary" onClick={returnToLobby}>
        {t('left.return')}
      </Button>
      <Button onClick={() => void openNewRoom()}>{t('left.newRoom')}</Button>
    </MessagePage>
  )
}
