import { describe, expect, it } from 'vitest'
import { LIMITS } from '@/lib/protocol/limits'
import { cleanChatText, judgeChatText } from './chat-text'
import { RateGate } from './rate-gate'

describe('a chat text', () => {
  it.each([
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['  indented', '  indented'],
    ['\n \n below', ' below'],
    ['bell\u0007 and \u202eesrever', 'bell and esrever'],
    ['👩‍👩‍👧 stays', '👩‍👩‍👧 stays'],
    [' \n\t ', ''],
  ])('%j becomes %j', (typed, cleaned) => {
    expect(cleanChatText(typed)).toBe(cleaned)
  })

  it.each([
    ['', 'chat-empty'],
    ['x'.repeat(LIMITS.chatTextLength), null],
    ['x'.repeat(LIMITS.chatTextLength + 1), 'chat-too-long'],
  ])('C7: is bounded', (text, refusal) => {
    expect(judgeChatText(text)).toBe(refusal)
  })
})

describe('RateGate', () => {
  it('C7: lets a burst through and then no more than the rate', () => {
    let now = 0
    const gate = new RateGate({ burst: 2, perSecond: 1 }, () => now)
    expect([gate.take(), gate.take(), gate.take()]).toEqual([true, true, false])
    now = 999
    expect(gate.take()).toBe(false)
    now = 1_000
    expect([gate.take(), gate.take()]).toEqual([true, false])
    now = 60_000
    expect([gate.take(), gate.take(), gate.take()]).toEqual([true, true, false])
  })
})
