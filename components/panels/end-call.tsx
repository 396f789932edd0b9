'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'

/** Ends the call for everybody, after asking. */
export function EndCall() {
  const t = useTranslator()
  const { endCall } = useCallActions()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="border-line border-t pt-5">
      <Button kind="danger" className="w-full" onClick={() => setAsking(true)}>
        {t('endCall.button')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('endCall.title')}
        text={t('endCall.text')}
        action={t('endCall.confirm')}
        onConfirm={endCall}
      />
    </div>
  )
}
