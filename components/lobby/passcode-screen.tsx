'use client'

import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { describeCode } from '@/components/panels/notice-text'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { LIMITS } from '@/lib/protocol/limits'
import { DoorPage } from './door-page'

/** The room asks for its passcode. A wrong one is said so, and the field is ready for the next try. */
export function PasscodeScreen() {
  const t = useTranslator()
  const inputId = useId()
  const problemId = useId()
  const ref = useRef<HTMLInputElement>(null)
  const { submitPasscode } = useCallActions()
  const refusal = useCall((state) => state.refusal)
  const [passcode, setPasscode] = useState('')
  const [isChecking, setChecking] = useState(false)

  // Making the proof takes a device a second; the answer to it is that the refusal comes, or the next screen.
  useEffect(() => {
    if (refusal !== null) setChecking(false)
    ref.current?.focus()
    ref.current?.select()
  }, [refusal])

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (passcode === '' || isChecking) return
    setChecking(true)
    submitPasscode(passcode)
  }

  return (
    <DoorPage title={t('passcode.title')} text={t('passcode.text')}>
      <form onSubmit={handleSubmit} className="flex max-w-md flex-col gap-3">
        <label htmlFor={inputId} className="font-semibold">
          {t('passcode.label')}
        </label>
        <input
          ref={ref}
          id={inputId}
          type="password"
          className="field"
          value={passcode}
          onChange={(event) => setPasscode(event.target.value)}
          maxLength={LIMITS.passcodeLength}
          aria-invalid={refusal !== null}
          aria-describedby={problemId}
          autoComplete="off"
        />
        <div
          id={problemId}
          role="alert"
          data-code={refusal ?? undefined}
          className="text-sm text-danger-text empty:hidden"
        >
          {refusal !== null && describeCode(t, refusal)}
        </div>
        <Button type="submit" kind="primary" className="text-lg" isDisabled={passcode === ''}>
          {isChecking ? t('passcode.checking') : t('passcode.submit')}
        </Button>
      </form>
    </DoorPage>
  )
}
