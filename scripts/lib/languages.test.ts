import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readLanguages } from './languages.mjs'

it('has a language for each file of texts, and nothing else to add to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-languages-'))
  for (const [file, name] of [
    ['cs.json', 'Čeština'],
    ['en.json', 'English'],
    ['ar.json', 'العربية'],
  ] as const) {
    writeFileSync(join(folder, file), JSON.stringify({ 'language.name': name }))
  }
  writeFileSync(join(folder, 'load-messages.ts'), '')
  expect(readLanguages(folder)).toEqual([
    { language: 'en', name: 'English' },
    { language: 'ar', name: 'العربية' },
    { language: 'cs', name: 'Čeština' },
  ])
  rmSync(folder, { recursive: true })
})
