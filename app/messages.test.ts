import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { SYMBOL_COUNT, toSafetySymbols } from '@/components/panels/safety-symbols'
import { LANGUAGES, type Language } from '@/components/ui/i18n/language'
import { type Messages, toBaseKey } from '@/components/ui/i18n/message-key'
import { ErrorCode } from '@/lib/protocol/errors'
import { pickFirstTexts } from '@/messages/first-texts'
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

/** Those among the keys that sources name, or put together from a code, such as `notice.${code}`. */
function findShown(sources: string, keys: readonly string[]): string[] {
  const prefixes = [...sources.matchAll(/`([a-z.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '')
  return keys.filter(
    (key) => sources.includes(`'${key}'`) || prefixes.some((prefix) => key.startsWith(prefix)),
  )
}

/** What a room's page is made of, and what it turns into by itself. */
const ENTRIES = ['app/layout.tsx', 'app/[room]/page.tsx', 'app/error.tsx', 'instrumentation-client.ts']

function resolveModule(specifier: string, from: string): string | null {
  const base = specifier.startsWith('@/')
    ? join(ROOT, specifier.slice(2))
    : specifier.startsWith('.')
      ? join(dirname(from), specifier)
      : null
  return base === null
    ? null
    : (['.tsx', '.ts'].map((end) => base + end).find((path) => existsSync(path)) ?? null)
}

/**
 * The sources that show texts without having asked for the rest: what the page loads first, and what React fetches in their place
 * (`lazy`). Whatever is fetched otherwise comes by `useLoaded` or `LateDialogButton`, which wait for the texts.
 */
function readFirstSources(): string[] {
  const sources = new Map<string, string>()
  const waiting = ENTRIES.map((entry) => join(ROOT, entry))
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (sources.has(file)) continue
    const source = readFileSync(file, 'utf8')
    sources.set(file, source)
    const imports = [...source.matchAll(/^(?:import|export)\s(?!type\b)(?:[^;]*?\sfrom\s)?'([^']+)'/gm)]
    const fetched = /\blazy\b[^;]*from 'react'/.test(source)
      ? [...source.matchAll(/import\('([^']+)'\)/g)]
      : []
    for (const [, specifier = ''] of [...imports, ...fetched]) {
      const path = resolveModule(specifier, file)
      if (path !== null) waiting.push(path)
    }
  }
  return [...sources.values()]
}

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
    const used = new Set([...READ_BY_THE_BUILD, ...findShown(source, basesOf(english))])
    const unused = basesOf(english).filter((key) => !used.has(key))
    expect(unused).toEqual([])
  })

  it('tell of every code that a server may refuse by, but for those that no person waits for', () => {
    const untold = ErrorCode.options.filter((code) => !Object.hasOwn(english, `notice.${code}`))
    expect(untold.toSorted()).toEqual(['instant-answer-off', 'offer-not-yours', 'offer-own'])
  })

  it('come with a page where they are shown before anything was fetched', () => {
    const shown = findShown(readFirstSources().join('\n'), basesOf(english))
    expect(shown.length).toBeGreaterThan(100)
    const first = new Set(basesOf(pickFirstTexts(english)))
    expect(shown.filter((key) => !first.has(key))).toEqual([])
  })
})
