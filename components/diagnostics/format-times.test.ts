import { describe, expect, it } from 'vitest'
import { formatTimes } from './format-times'

const MINUTE = 60

describe('formatTimes', () => {
  it.each(['en', 'zh-CN'])('writes whole minutes without seconds, in %s', (language) => {
    const times = formatTimes(language, [100 * MINUTE, 101 * MINUTE])
    expect(times).toEqual([expect.stringMatching(/^\d\d:\d\d$/), expect.stringMatching(/^\d\d:\d\d$/)])
    expect(times[0]).not.toBe(times[1])
  })

  it('tells times within a minute apart', () => {
    expect(formatTimes('en', [100 * MINUTE, 100 * MINUTE + 30])).toEqual([
      expect.stringMatching(/:00$/),
      expect.stringMatching(/:30$/),
    ])
  })
})
