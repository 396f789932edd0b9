'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { LIMITS } from '@/lib/protocol/limits'
import { isLink, type RoomAddress, readRoomAddress } from './room-address'

type Problem = 'none' | Exclude<RoomAddress['kind'], 'room'>

/** Goes to a room whose name is typed or whose link is pasted. Says what a name may be as soon as it cannot be one. */
export function GoToRoomForm() {
  const t = useTranslator()
  const inputId = useId()
  const problemId = useId()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<Problem>('none')

  const handleChange = (value: string) => {
    setText(value)
    // A link on its way is no name; it is judged when it is whole.
    const { kind } = readRoomAddress(value, location.host)
    setProblem(kind === 'invalid' && !isLink(value) ? 'invalid' : 'none')
  }

  const handleSubmit = (event: FormEvent) => {
    event.preventDefault()
    const address = readRoomAddress(text, location.host)
    if (address.kind === 'room') location.assign(address.path)
    else setProblem(address.kind)
  }

  return (
    <form onSubmit={handleSubmit} noValidate>
      <label htmlFor={inputId} className="mb-1 block font-semibold">
        {t('landing.roomLabel')}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={inputId}
          className="field min-w-40 flex-1"
          value={text}
          onChange={(event) => handleChange(event.target.value)}
          placeholder={t('landing.roomPlaceholder')}
          aria-invalid={problem !== 'none'}
          aria-describedby={problemId}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit">{t('landing.go')}</Button>
      </div>
      <p
        id={problemId}
        role="alert"
        data-code={problem === 'none' ? undefined : 'room-name-invalid'}
        className="mt-1 min-h-6 text-sm text-danger-text"
      >
        {problem === 'empty' && t('landing.roomEmpty')}
        {problem === 'elsewhere' && t('landing.roomElsewhere')}
        {problem === 'invalid' && t('landing.roomInvalid', { max: LIMITS.roomNameLength })}
      </p>
    </form>
  )
}
