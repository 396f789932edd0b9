'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language } from './language'
import type { Messages } from './message-key'
import { createTranslator, type Translator } from './translator'

const TranslatorContext = createContext<Translator | null>(null)

/** Gives the components below it the texts of the page's language; the server sends only that language's. */
export function TranslatorProvider(props: { language: Language; messages: Messages; children: ReactNode }) {
  const { language, messages, children } = props
  const translator = useMemo(() => createTranslator(language, messages), [language, messages])
  return <TranslatorContext value={translator}>{children}</TranslatorContext>
}

/** @returns The translator of the page's language. */
export function useTranslator(): Translator {
  const translator = useContext(TranslatorContext)
  if (translator === null) throw new Error('useTranslator needs a TranslatorProvider above it')
  return translator
}
