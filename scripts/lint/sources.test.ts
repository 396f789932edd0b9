import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromRoot } from '@/scripts/lib/root.mjs'

const MAX_LINES = 400
const SOURCE = /\.(ts|tsx|js|mjs|css|sh|py|yml|yaml)$/
/** Written in two halves, so that this file does not find itself. */
const SILENCERS = new RegExp(`@ts-${'(ignore|expect-error|nocheck)'}`)

/** Git's files and those it would take, so that a new file is seen before it is committed. */
const paths = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: fromRoot(),
  encoding: 'utf8',
})
  .stdout.split('\n')
  .filter((path) => SOURCE.test(path) && existsSync(fromRoot(path)))

const files = paths.map((path) => ({ path, text: readFileSync(fromRoot(path), 'utf8') }))

describe('the sources', () => {
  it('are found', () => {
    expect(paths).toContain('scripts/lint/sources.test.ts')
  })

  it(`have no file past ${MAX_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split('\n').length > MAX_LINES + 1)
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('silence the type checker nowhere', () => {
    expect(files.filter(({ text }) => SILENCERS.test(text)).map(({ path }) => path)).toEqual([])
  })
})
