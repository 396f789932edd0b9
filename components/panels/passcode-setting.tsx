'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { LIMITS } from '@/lib/protocol/limits'

/** Sets, changes or removes the room's passcode. It is shown as it is typed: the host has to tell it to the others. */
export function PasscodeSetting({ hasPasscode }: { hasPasscode: boolean }) {
  const t = useTranslator()
  const inputId = useId()
  const stateId = useId()
  const { setPasscode } = useCallActions()
  const [draft, setDraft] = useState('')

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (draft === '') return
    setPasscode(draft)
    setDraft('')
  }

  return (
    <form onSubmit={handleSubmit} className="flex flex-col gap-2">
      <label htmlFor={inputId} className="font-semibold">
        {t('passcode.label')}
      </label>
      <p id={stateId} role="status" className="text-sm text-ink-soft">
        {hasPasscode ? t('passcode.isSet') : t('passcode.isNotSet')}
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          id={inputId}
          className="field w-auto min-w-40 flex-1"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          placeholder={t('passcode.new')}
          maxLength={LIMITS.passcodeLength}
          aria-describedby={stateId}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit" isDisabled={draft === ''}>
          {hasPasscode ? t('passcode.change') : t('passcode.set')}
        </Button>
      </div>
      {hasPasscode && (
        <Button className="self-start" onClick={() => setPasscode(null)}>
          {t('passcode.remove')}
        </Button>
      )}
    </form>
  )
}
