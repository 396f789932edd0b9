import { describe, expect, it } from 'vitest'
import { chooseBenchmarks } from './benchmarks.mjs'

const FILES = ['setup.bench.ts', 'connect.bench.ts', 'table.ts']

describe('chooseBenchmarks', () => {
  it('takes all, in a fixed order, or the one that is named', () => {
    expect(chooseBenchmarks(FILES, undefined)).toEqual(['connect.bench.ts', 'setup.bench.ts'])
    expect(chooseBenchmarks(FILES, 'setup')).toEqual(['setup.bench.ts'])
  })

  it('names those there are, for a name that is wrong', () => {
    expect(() => chooseBenchmarks(FILES, 'table')).toThrow('No benchmark "table". Benchmarks: connect, setup')
  })
})
