import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigurationError } from './configuration-error'
import { loadSecret } from './secret'

describe('secret', () => {
  let directory = ''

  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'earshot-secret-')), 'data')
  })

  afterEach(() => rm(join(directory, '..'), { recursive: true }))

  it("is the operator's where one is set, and nothing is kept", async () => {
    expect(await loadSecret({ secret: 'given', dataDirectory: directory })).toBe('given')
    await expect(stat(directory)).rejects.toThrow()
  })

  it('is made once, kept for its owner alone, and found by a restart', async () => {
    const made = await loadSecret({ secret: undefined, dataDirectory: directory })
    expect(made).toMatch(/^[\w-]{43}$/)
    expect((await stat(join(directory, 'secret'))).mode & 0o777).toBe(0o600)
    expect(await loadSecret({ secret: undefined, dataDirectory: directory })).toBe(made)
    expect(await readdir(directory)).toEqual(['secret'])
  })

  it('stops the start where the directory or the file is of no use, and spoils neither', async () => {
    const file = join(directory, '..', 'file')
    await writeFile(file, 'x')
    await expect(loadSecret({ secret: undefined, dataDirectory: file })).rejects.toThrow(ConfigurationError)
    await writeFile(join(directory, '..', 'secret'), 'x')
    const used = loadSecret({ secret: undefined, dataDirectory: join(directory, '..') })
    await expect(used).rejects.toThrow(/holds no secret/)
    expect(await readFile(join(directory, '..', 'secret'), 'utf8')).toBe('x')
  })
})
