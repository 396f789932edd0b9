import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { SYMBOL_COUNT, toSafetySymbols } from '@/components/panels/safety-symbols'
import { LANGUAGES, type Language } from '@/components/ui/i18n/language'
import { type Messages, toBaseKey } from '@/components/ui/i18n/message-key'
import { ErrorCode } from '@/lib/protocol/errors'
import { loadMessages } from '@/messages/load-messages'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const catalogues = new Map<Language, Messages>(
  await Promise.all(LANGUAGES.map(async (language) => [language, await loadMessages(language)] as const)),
)
const english = catalogues.get('en') ?? {}

/** What scripts/lib/languages.mjs takes from each file. */
const READ_BY_THE_BUILD = ['language.name']

const basesOf = (messages: Messages) => [...new Set(Object.keys(messages).map(toBaseKey))].sort()

function placeholdersOf(messages: Messages, base: string): string[] {
  const texts = Object.entries(messages).filter(([key]) => toBaseKey(key) === base)
  return [...new Set(texts.flatMap(([, text]) => text.match(/\{\w+\}/g) ?? []))].sort()
}

const source = ['app', 'components', 'messages']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n')

/** Keys put together from a code, such as `notice.${code}`: what stands before the code. */
const dynamicPrefixes = [...source.matchAll(/`([a-z.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '')

describe.each(LANGUAGES)('messages/%s.json', (language) => {
  const messages = catalogues.get(language) ?? {}

  it('has the same keys as the English file', () => {
    expect(basesOf(messages)).toEqual(basesOf(english))
  })

  it('has the same placeholders as the English file', () => {
    for (const base of basesOf(english)) {
      expect({ base, placeholders: placeholdersOf(messages, base) }).toEqual({
        base,
        placeholders: placeholdersOf(english, base),
      })
    }
  })

  it('has just the plural forms of its language', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    const plurals = new Set(
      Object.keys(messages)
        .filter((key) => toBaseKey(key) !== key)
        .map(toBaseKey),
    )
    for (const base of plurals) {
      const found = Object.keys(messages).filter((key) => toBaseKey(key) === base && key !== base)
      expect(found.toSorted()).toEqual(forms.map((form) => `${base}_${form}`))
    }
  })

  it('has a word of its own for each symbol of a safety code, and no more', () => {
    const numbers = Array.from({ length: SYMBOL_COUNT + 1 }, (_, number) => number)
    const words = toSafetySymbols(numbers, messages['safety.symbols'] ?? '').map(({ word }) => word)
    expect(words.pop()).toBe('')
    expect(words).not.toContain('')
    expect(new Set(words).size).toBe(SYMBOL_COUNT)
  })

  it('has no empty text', () => {
    expect(Object.entries(messages).filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

describe('the texts', () => {
  it('are all used', () => {
    const unused = basesOf(english).filter(
      (key) =>
        !READ_BY_THE_BUILD.includes(key) &&
        !source.includes(`'${key}'`) &&
        !dynamicPrefixes.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it('tell of every code that a server may refuse by, but for those that no person waits for', () => {
    const untold = ErrorCode.options.filter((code) => !Object.hasOwn(english, `notice.${code}`))
    expect(untold.toSorted()).toEqual(['instant-answer-off', 'offer-not-yours', 'offer-own'])
  })
})
