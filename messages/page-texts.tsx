'use client'

import { type ReactNode, useCallback, useState } from 'react'
import type { Language } from '@/components/ui/i18n/language'
import type { Messages } from '@/components/ui/i18n/message-key'
import { TranslatorProvider } from '@/components/ui/i18n/translator-context'
import { loadMessages } from './load-messages'

/** Gives a page the texts that it comes with, and lets it fetch the others. */
export function PageTexts(props: { language: Language; messages: Messages; children: ReactNode }) {
  const { language, children } = props
  // The same for as long as the page is: what was fetched since would go with those before, were they sent again.
  const [messages] = useState(props.messages)
  const fetchRest = useCallback(() => loadMessages(language), [language])
  return (
    <TranslatorProvider language={language} messages={messages} fetchRest={fetchRest}>
      {children}
    </TranslatorProvider>
  )
}
