import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromRoot } from '@/scripts/lib/root.mjs'

const page = fromRoot('docs', 'threat-model.md')

/** What somebody cannot do, a row each: the first cell says what, the last names tests. */
const rows = readFileSync(page, 'utf8')
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| It cannot') && !line.startsWith('| They cannot'),
  )
  .filter((line) => !line.startsWith('| ---'))
  .map((line) => {
    const [what = '', , tests = ''] = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''))
    const named = [...tests.matchAll(/\]\((?<file>[^)]+)\) "(?<words>[^"]+)"/g)].map(({ groups }) => groups)
    return { what, named }
  })

describe('docs/threat-model.md', () => {
  it('has rows for all four', () => {
    expect(rows.length).toBeGreaterThan(20)
  })

  it.each(rows)('points at a test that exists: $what', ({ named }) => {
    expect(named).not.toEqual([])
    for (const test of named) {
      const file = path.resolve(path.dirname(page), test?.file ?? '')
      expect(existsSync(file), `${test?.file} exists`).toBe(true)
      expect(readFileSync(file, 'utf8')).toContain(test?.words)
    }
  })
})
