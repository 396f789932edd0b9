import { cookies, headers } from 'next/headers'
import { chooseLanguage, LANGUAGE_COOKIE, type Language } from '@/components/ui/i18n/language'
import { createTranslator, type Translator } from '@/components/ui/i18n/translator'
import { loadMessages } from './load-messages'

/** @returns The language of the page being rendered, from its request's cookie or Accept-Language. */
export async function readRequestLanguage(): Promise<Language> {
  const [jar, header] = await Promise.all([cookies(), headers()])
  return chooseLanguage(jar.get(LANGUAGE_COOKIE)?.value, header.get('accept-language'))
}

/** @returns The texts of the page being rendered, for server components. */
export async function readRequestTranslator(): Promise<Translator> {
  const language = await readRequestLanguage()
  return createTranslator(language, await loadMessages(language))
}
