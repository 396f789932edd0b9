import { describe, expect, it } from 'vitest'
import { shouldBuild } from './build.mjs'
import { fingerprint, isBuildInput } from './sources.mjs'

describe('shouldBuild', () => {
  const fresh = { wanted: 'a', built: 'a', hasPages: true, hasServer: true, hasProcessing: true }

  it('keeps the build of unchanged sources', () => {
    expect(shouldBuild(fresh)).toBe(false)
  })

  it.each([
    ['there is none', { built: null }],
    ['a source has changed', { wanted: 'b' }],
    ['the pages are gone', { hasPages: false }],
    ['the server is gone', { hasServer: false }],
    ['what works on sound and picture is gone', { hasProcessing: false }],
  ])('builds where %s', (_, change) => {
    expect(shouldBuild({ ...fresh, ...change })).toBe(true)
  })
})

describe('fingerprint', () => {
  const files = [
    { path: 'app/a.ts', content: 'one' },
    { path: 'app/b.ts', content: 'two' },
  ]

  it('does not depend on the order of the files', () => {
    expect(fingerprint(files.toReversed())).toBe(fingerprint(files))
  })

  it.each([
    ['a content', [files[0], { path: 'app/b.ts', content: 'three' }]],
    ['a name', [files[0], { path: 'app/c.ts', content: 'two' }]],
    [
      'the border between files',
      [
        { path: 'app/a.ts', content: 'oneapp/b.ts' },
        { path: '', content: 'two' },
      ],
    ],
  ])('changes with %s', (_, changed) => {
    expect(fingerprint(changed.filter((file) => file !== undefined))).not.toBe(fingerprint(files))
  })

  it('leaves out what no build reads', () => {
    expect(
      ['lib/a.test.ts', 'app/b.test.tsx', 'lib/testing/fake.ts', 'lib/a.ts'].filter(isBuildInput),
    ).toEqual(['lib/a.ts'])
  })
})
