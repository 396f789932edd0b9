'use client'

import { useId, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { LIMITS } from '@/lib/protocol/limits'

/** The person's own name. What is typed stays as typed, spaces at its end included, while the store keeps it trimmed. */
export function NameField() {
  const t = useTranslator()
  const inputId = useId()
  const { setName } = useCallActions()
  const selfName = useCall((state) => state.selfName)
  const [draft, setDraft] = useState(selfName)
  const [lastSelfName, setLastSelfName] = useState(selfName)

  // A name that did not come from this field (remembered, from the address, an empty one made a guest) replaces what it shows.
  if (selfName !== lastSelfName) {
    setLastSelfName(selfName)
    if (selfName !== draft.trim()) setDraft(selfName)
  }

  return (
    <div>
      <label htmlFor={inputId} className="mb-1 block font-semibold">
        {t('name.label')}
      </label>
      <input
        id={inputId}
        className="field"
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value)
          setName(event.target.value)
        }}
        placeholder={t('name.placeholder')}
        maxLength={LIMITS.displayNameLength}
        autoComplete="nickname"
      />
    </div>
  )
}
