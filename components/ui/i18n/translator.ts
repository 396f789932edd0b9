import type { Language } from './language'
import type { MessageKey, Messages, MessageValues } from './message-key'

/** Gives the texts of one language. */
export interface Translator {
  (key: MessageKey, values?: MessageValues): string
  readonly language: Language
  /** Whether there is a text for a key that came from outside, such as a notice's code. */
  has(key: string): key is MessageKey
  /**
   * Resolves once every text of the language is there; rejects where they cannot be had now, as while the server is gone. What is
   * shown only after it was fetched waits for this, too.
   */
  fetchRest(): Promise<void>
}

/** Fills `{name}` by `values.name`. A placeholder without a value stays as it is, so that the fault shows. */
export function interpolate(text: string, values: MessageValues): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )
}

/**
 * @param fetchMissing Fetches texts that `messages` lack, where these are not all.
 * @returns A translator over one language's texts. A key without a text gives the key.
 */
export function createTranslator(
  language: Language,
  messages: Messages,
  fetchMissing: () => Promise<Messages> = async () => ({}),
): Translator {
  // It grows in place: whatever shows a text that was fetched is shown after that, and nothing else needs to be drawn again.
  const texts: Record<string, string> = { ...messages }
  let fetching: Promise<void> | null = null
  const fetchRest = async (): Promise<void> => {
    fetching ??= fetchMissing().then((missing) => void Object.assign(texts, missing))
    try {
      await fetching
    } catch (error) {
      fetching = null
      throw error
    }
  }
  const plurals = new Intl.PluralRules(language)
  const has = (key: string): key is MessageKey =>
    Object.hasOwn(texts, key) || Object.hasOwn(texts, `${key}_other`)
  const translate = (key: MessageKey, values: MessageValues = {}): string => {
    const count = values.count
    const form = typeof count === 'number' ? texts[`${key}_${plurals.select(count)}`] : undefined
    return interpolate(form ?? texts[key] ?? texts[`${key}_other`] ?? key, values)
  }
  return Object.assign(translate, { language, has, fetchRest })
}
