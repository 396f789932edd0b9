import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hintCompilation } from './compile-hints.mjs'

describe('hintCompilation', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-hints-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('puts the hint on top of every script, once, and touches nothing else', async () => {
    await writeFile(join(folder, 'a.js'), 'run()\n')
    await writeFile(join(folder, 'a.css'), 'a {}\n')
    await hintCompilation(folder)
    await hintCompilation(folder)
    expect(await readFile(join(folder, 'a.js'), 'utf8')).toBe('//# allFunctionsCalledOnLoad\nrun()\n')
    expect(await readFile(join(folder, 'a.css'), 'utf8')).toBe('a {}\n')
  })
})
