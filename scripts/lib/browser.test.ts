import { describe, expect, it } from 'vitest'
import { chooseBrowser, chromiumCandidates } from './browser.mjs'

describe('chromiumCandidates', () => {
  it('looks nowhere else when a path is named', () => {
    expect(chromiumCandidates({ named: '/opt/mine', downloaded: '/cache/chrome' })).toEqual(['/opt/mine'])
  })

  it('prefers the system’s browsers to the downloaded one', () => {
    const candidates = chromiumCandidates({ named: undefined, downloaded: '/cache/chrome' })
    expect(candidates[0]).toBe('/usr/bin/chromium')
    expect(candidates.at(-1)).toBe('/cache/chrome')
  })
})

describe('chooseBrowser', () => {
  it('takes the first that runs', () => {
    expect(chooseBrowser(['/a', '/b', '/c'], (path) => path !== '/a')).toBe('/b')
  })

  it('gives null where none does', () => {
    expect(chooseBrowser(['/a'], () => false)).toBeNull()
  })
})
