'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/**
 * Puts somebody out for good, after asking. The room is locked first unless the host says otherwise: who is out could come back as
 * somebody new through an open door.
 */
export function RemovePerson({ id, name }: { id: string; name: string }) {
  const t = useTranslator()
  const { configureRoom, removeParticipant } = useCallActions()
  const isLocked = useCall((state) => state.settings?.door === 'locked')
  const [isAsking, setAsking] = useState(false)
  const [isLockWanted, setLockWanted] = useState(true)
  const remove = () => {
    if (isLockWanted && !isLocked) configureRoom({ door: 'locked' })
    removeParticipant(id)
  }
  return (
    <>
      <Button
        className="button-small"
        aria-label={t('people.removeName', { name })}
        onClick={() => setAsking(true)}
      >
        {t('people.remove')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('people.removeTitle', { name })}
        text={t('people.removeText')}
        action={t('people.remove')}
        onConfirm={remove}
      >
        {!isLocked && (
          <label className="flex min-h-11 cursor-pointer items-center gap-3 font-semibold">
            <input
              type="checkbox"
              className="size-5 flex-none cursor-pointer accent-accent"
              checked={isLockWanted}
              onChange={(event) => setLockWanted(event.target.checked)}
            />
            {t('people.lockToo')}
          </label>
        )}
      </ConfirmDialog>
    </>
  )
}
