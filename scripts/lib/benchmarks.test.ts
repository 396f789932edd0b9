import { describe, expect, it } from 'vitest'
import { chooseBenchmarks, needsBrowser } from './benchmarks.mjs'

const FILES = ['soak.bench.ts', 'setup.bench.ts', 'connect.bench.ts', 'table.ts']

describe('chooseBenchmarks', () => {
  it('takes all but the longest, in a fixed order, or the one that is named', () => {
    expect(chooseBenchmarks(FILES, undefined)).toEqual(['connect.bench.ts', 'setup.bench.ts'])
    expect(chooseBenchmarks(FILES, 'setup')).toEqual(['setup.bench.ts'])
    expect(chooseBenchmarks(FILES, 'soak')).toEqual(['soak.bench.ts'])
  })

  it('names those there are, for a name that is wrong', () => {
    expect(() => chooseBenchmarks(FILES, 'table')).toThrow(
      'No benchmark "table". Benchmarks: connect, setup, soak',
    )
  })
})

describe('needsBrowser', () => {
  it('is true where one of them looks at browsers', () => {
    expect(needsBrowser(['connect.bench.ts', 'setup.bench.ts'])).toBe(true)
    expect(needsBrowser(['connect.bench.ts'])).toBe(false)
  })
})
