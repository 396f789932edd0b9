import { describe, expect, it } from 'vitest'
import { isEmojiAlone, splitLinks } from './split-links'

const linksOf = (text: string) =>
  splitLinks(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))

describe('splitLinks', () => {
  it.each<[string, string[]]>([
    ['no link', []],
    ['see https://example.org/a?b=c#d now', ['https://example.org/a?b=c#d']],
    ['HTTP://EXAMPLE.ORG', ['http://example.org/']],
    ['(https://example.org).', ['https://example.org/']],
    [
      'https://en.wikipedia.org/wiki/Ear_(disambiguation)',
      ['https://en.wikipedia.org/wiki/Ear_(disambiguation)'],
    ],
    ['看 https://example.org/路，好吗', ['https://example.org/%E8%B7%AF%EF%BC%8C%E5%A5%BD%E5%90%97']],
    ['https://a.example https://b.example', ['https://a.example/', 'https://b.example/']],
    ['javascript:alert(1)', []],
    ['data:text/html,https', []],
    ['https://', []],
    ['https://bank.example@evil.example/', []],
    ['https://x.example/<script>', ['https://x.example/']],
  ])('%s', (text, links) => {
    expect(linksOf(text)).toEqual(links)
  })

  it('loses nothing of the text', () => {
    const text = 'one (https://a.example/x), two\nhttp://b.example!'
    expect(
      splitLinks(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })
})

describe('isEmojiAlone', () => {
  it.each([
    ['👍', true],
    ['👩‍👩‍👧 ❤️', true],
    ['👍👍👍👍👍', false],
    ['1', false],
    ['ok 👍', false],
    ['', false],
  ])('%j: %s', (text, isAlone) => {
    expect(isEmojiAlone(text)).toBe(isAlone)
  })
})
