import type { Language } from '@/components/ui/i18n/language'
import type { Messages } from '@/components/ui/i18n/message-key'
import type english from './en.json'

declare module '@/components/ui/i18n/message-key' {
  interface MessageRegistry {
    messages: typeof english
  }
}

/** @returns One language's texts. A browser is sent some of them with its page (`first-texts.ts`), and fetches this for the rest. */
export async function loadMessages(language: Language): Promise<Messages> {
  const file: { readonly default: Messages } = await import(/* @vite-ignore */ `./${language}.json`)
  return file.default
}
