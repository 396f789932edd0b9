import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { toBaseKey } from '@/components/ui/i18n/message-key'
import { pickFirstTexts } from '@/messages/first-texts'
import { loadMessages } from '@/messages/load-messages'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
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

describe('the texts that a page comes with', () => {
  it('are all that is shown before anything was fetched', async () => {
    const source = readFirstSources().join('\n')
    const all = await loadMessages('en')
    const first = pickFirstTexts(all)
    const bases = [...new Set(Object.keys(all).map(toBaseKey))]
    const prefixes = [...source.matchAll(/`([a-z.]+\.)\$\{/gi)].map(([, prefix = '']) => prefix)
    const shown = bases.filter(
      (key) => source.includes(`'${key}'`) || prefixes.some((prefix) => key.startsWith(prefix)),
    )
    expect(shown.length).toBeGreaterThan(100)
    const present = new Set(Object.keys(first).map(toBaseKey))
    expect(shown.filter((key) => !present.has(key))).toEqual([])
  })
})
