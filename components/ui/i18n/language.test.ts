import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './language'

describe('chooseLanguage', () => {
  it.each([
    [undefined, null, 'en'],
    [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [undefined, 'zh', 'zh-CN'],
    [undefined, 'zh-TW', 'zh-CN'],
    [undefined, 'en-GB,zh;q=0.9', 'en'],
    [undefined, 'de-DE, zh;q=0.4, en;q=0.6', 'en'],
    [undefined, 'de, zh;q=0', 'en'],
    [undefined, ';;;,,q=', 'en'],
    ['zh-CN', 'en', 'zh-CN'],
    ['en', 'zh-CN', 'en'],
    ['../etc', 'zh-CN', 'zh-CN'],
  ])('cookie %j and Accept-Language %j give %j', (cookie, header, language) => {
    expect(chooseLanguage(cookie, header)).toBe(language)
  })
})
