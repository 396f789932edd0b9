import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromRoot } from './root.mjs'

const MAX_IMAGE_BYTES = 120_000

interface CodeLink {
  readonly symbol: string
  readonly path: string
}

function read(page: string): string {
  return readFileSync(fromRoot('docs', page), 'utf8')
}

function codeLinks(text: string): CodeLink[] {
  return [...text.matchAll(/\[`([^`]+)`\]\(([^)]+)\)/g)].map(([, symbol = '', path = '']) => ({
    symbol,
    path,
  }))
}

describe.each(['how-a-call-connects.md', 'how-a-call-connects.zh-CN.md'])('docs/%s', (page) => {
  const text = read(page)

  it.each(codeLinks(text))('names $symbol where it is', ({ symbol, path }) => {
    const source = readFileSync(join(dirname(fromRoot('docs', page)), path), 'utf8')
    expect(source).toMatch(new RegExp(`(?:function|class) ${symbol}\\b|^  (?:async )?${symbol}\\(`, 'm'))
  })

  it('leads to nothing that is not there, and its pictures are small', () => {
    for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)\)/g)) {
      expect(existsSync(fromRoot('docs', path)), path).toBe(true)
      if (path.endsWith('.png')) expect(statSync(fromRoot('docs', path)).size).toBeLessThan(MAX_IMAGE_BYTES)
    }
  })
})

it('names the same places in both languages, in the same order', () => {
  const [english, chinese] = ['how-a-call-connects.md', 'how-a-call-connects.zh-CN.md'].map((page) =>
    codeLinks(read(page)),
  )
  expect(chinese).toEqual(english)
  expect(english?.length).toBeGreaterThan(15)
})
