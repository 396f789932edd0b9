'use client'

import { openNewRoom } from '@/components/lobby/open-new-room'
import { Button } from '@/components/ui/button'
import type { MessageKey } from '@/components/ui/i18n/message-key'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { CallState } from '@/lib/browser/store/state'

interface Ending {
  readonly title: MessageKey
  readonly code: string
}

const OWN_ENDING: Ending = { title: 'left.title', code: 'call-left' }
const ENDINGS: Readonly<Record<NonNullable<CallState['endedBy']>, Ending>> = {
  host: { title: 'left.byHost', code: 'call-ended' },
  removal: { title: 'left.byRemoval', code: 'removed' },
}

/** After the call: hung up, ended by a host, or put out by one; then there is no way back in. */
export function LeftScreen() {
  const t = useTranslator()
  const { returnToLobby } = useCallActions()
  const endedBy = useCall((state) => state.endedBy)
  const { title, code } = endedBy === null ? OWN_ENDING : ENDINGS[endedBy]
  const isRemoved = endedBy === 'removal'
  return (
    <MessagePage title={t(title)} text={t('left.text')} level={isRemoved ? 'alert' : 'status'} code={code}>
      {!isRemoved && (
        <Button kind="primary" onClick={returnToLobby}>
          {t('left.return')}
        </Button>
      )}
      <Button kind={isRemoved ? 'primary' : 'quiet'} onClick={() => void openNewRoom()}>
        {t('left.newRoom')}
      </Button>
    </MessagePage>
  )
}
