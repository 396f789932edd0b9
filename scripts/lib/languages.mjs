import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromRoot } from './root.mjs'

/** What a page falls back to, and what the other files are compared with. */
const FIRST = 'en'

/**
 * The languages of the interface: one for each file of texts, named by its tag (BCP 47), the first one for everybody else.
 * @param {string} [folder]
 * @returns {{ language: string, name: string }[]} each with its name in itself
 */
export function readLanguages(folder = fromRoot('messages')) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      language: file.slice(0, -'.json'.length),
      name: String(JSON.parse(readFileSync(join(folder, file), 'utf8'))['language.name']),
    }))
    .sort(
      (a, b) =>
        Number(b.language === FIRST) - Number(a.language === FIRST) || (a.language < b.language ? -1 : 1),
    )
}
