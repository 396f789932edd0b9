'use client'

import { NameField } from '@/components/panels/name-field'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** The name and the way in, open as soon as the server knows of us. While others call, answering them is the first choice and this the second. */
export function JoinForm() {
  const t = useTranslator()
  const { call } = useCallActions()
  const isOnline = useCall((state) => state.signaling === 'online')
  const isRinging = useCall((state) => state.offers.length > 0)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isOnline) call()
      }}
    >
      <NameField />
      <Button type="submit" isDisabled={!isOnline} kind={isRinging ? 'quiet' : 'primary'} className="text-lg">
        {t('lobby.call')}
      </Button>
    </form>
  )
}
