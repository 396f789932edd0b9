'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language } from './language'
import type { Messages } from './message-key'
import { createTranslator, type Translator } from './translator'

const TranslatorContext = createContext<Translator | null>(null)

interface TranslatorProviderProps {
  language: Language
  messages: Messages
  /** Where `messages` are not all of the language's: fetches those that are missing. The same function each time. */
  fetchRest?: () => Promise<Messages>
  children: ReactNode
}

/** Gives the components below it the texts of the page's language; the server sends only that language's. */
export function TranslatorProvider({ language, messages, fetchRest, children }: TranslatorProviderProps) {
  const translator = useMemo(
    () => createTranslator(language, messages, fetchRest),
    [language, messages, fetchRest],
  )
  return <TranslatorContext value={translator}>{children}</TranslatorContext>
}

/** @returns The translator of the page's language. */
export function useTranslator(): Translator {
  const translator = useContext(TranslatorContext)
  if (translator === null) throw new Error('useTranslator needs a TranslatorProvider above it')
  return translator
}
