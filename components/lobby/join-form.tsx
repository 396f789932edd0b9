'use client'

import { NameField } from '@/components/panels/name-field'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** The name and the way in. While others call, answering them is the first choice and this the second. */
export function JoinForm() {
  const t = useTranslator()
  const { call } = useCallActions()
  const isRinging = useCall((state) => state.offers.length > 0)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        call()
      }}
    >
      <NameField />
      <Button type="submit" kind={isRinging ? 'quiet' : 'primary'} className="text-lg">
        {t('lobby.call')}
      </Button>
    </form>
  )
}
