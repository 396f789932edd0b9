import type { ReactNode } from 'react'
import { TranslatorProvider } from '@/components/ui/i18n/translator-context'
import { loadMessages } from './load-messages'
import { readRequestLanguage } from './request-language'

/** Gives a page every text at once, where no call waits for it. */
export async function AllTexts({ children }: { children: ReactNode }) {
  const language = await readRequestLanguage()
  return (
    <TranslatorProvider language={language} messages={await loadMessages(language)}>
      {children}
    </TranslatorProvider>
  )
}
