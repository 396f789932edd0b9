'use client'

import { formatDuration } from '@/components/call/format-duration'
import { openNewRoom } from '@/components/lobby/open-new-room'
import { KeptRecordingsCard } from '@/components/panels/kept-recordings-card'
import { Button } from '@/components/ui/button'
import type { MessageKey } from '@/components/ui/i18n/message-key'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { CallState } from '@/lib/browser/store/state'
import { UnsavedFiles } from './files/unsaved-files'

interface Ending {
  readonly title: MessageKey
  readonly code: string
}

const ENDINGS: Readonly<Record<NonNullable<CallState['endedBy']>, Ending>> = {
  self: { title: 'left.title', code: 'call-left' },
  host: { title: 'left.byHost', code: 'call-ended' },
  removal: { title: 'left.byRemoval', code: 'removed' },
}

/** After the call, with how long it was: hung up, ended by a host, or put out by one; then there is no way back in. */
export function LeftScreen() {
  const t = useTranslator()
  const { returnToLobby, rejoinCall } = useCallActions()
  const endedBy = useCall((state) => state.endedBy) ?? 'self'
  const lastCallMs = useCall((state) => state.lastCallMs)
  const { title, code } = ENDINGS[endedBy]
  const isRemoved = endedBy === 'removal'
  const duration = lastCallMs === null ? null : t('left.duration', { duration: formatDuration(lastCallMs) })
  return (
    <MessagePage
      title={t(title)}
      text={[duration, t('left.text')].filter(Boolean).join(' ')}
      level={isRemoved ? 'alert' : 'status'}
      code={code}
    >
      {!isRemoved && (
        <>
          <Button kind="primary" onClick={rejoinCall}>
            {t('left.rejoin')}
          </Button>
          <Button onClick={returnToLobby}>{t('left.return')}</Button>
        </>
      )}
      <UnsavedFiles />
      <Button kind={isRemoved ? 'primary' : 'quiet'} onClick={() => void openNewRoom()}>
        {t('left.newRoom')}
      </Button>
      <KeptRecordingsCard />
    </MessagePage>
  )
}
