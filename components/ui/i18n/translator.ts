import type { Language } from './language'
import type { MessageKey, Messages, MessageValues } from './message-key'

/** Gives the texts of one language. */
export interface Translator {
  (key: MessageKey, values?: MessageValues): string
  readonly language: Language
  /** Whether there is a text for a key that came from outside, such as a notice's code. */
  has(key: string): key is MessageKey
}

/** Fills `{name}` by `values.name`. A placeholder without a value stays as it is, so that the fault shows. */
export function interpolate(text: string, values: MessageValues): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )
}

/** @returns A translator over one language's texts. A key without a text gives the key. */
export function createTranslator(language: Language, messages: Messages): Translator {
  const plurals = new Intl.PluralRules(language)
  const has = (key: string): key is MessageKey =>
    Object.hasOwn(messages, key) || Object.hasOwn(messages, `${key}_other`)
  const translate = (key: MessageKey, values: MessageValues = {}): string => {
    const count = values.count
    const form = typeof count === 'number' ? messages[`${key}_${plurals.select(count)}`] : undefined
    return interpolate(form ?? messages[key] ?? messages[`${key}_other`] ?? key, values)
  }
  return Object.assign(translate, { language, has })
}
