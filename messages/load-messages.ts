import type { Language } from '@/components/ui/i18n/language'
import type { Messages } from '@/components/ui/i18n/message-key'
import type english from './en.json'

declare module '@/components/ui/i18n/message-key' {
  interface MessageRegistry {
    messages: typeof english
  }
}

/** @returns One language's texts. For the server: a browser is sent them with its page. */
export async function loadMessages(language: Language): Promise<Messages> {
  const file: { readonly default: Messages } = await import(/* @vite-ignore */ `./${language}.json`)
  return file.default
}
