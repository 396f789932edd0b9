import { describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import { type ChatEntry, isBelievable, mergeChat, nextSentAt, paginateChat } from './chat-log'

const author = createRandomId()

function entry(sentAt: number, id = createRandomId(), text = 'hello'): ChatEntry {
  return { id, author, name: 'Ann', sentAt, text, toldBy: null }
}

describe('the order of a chat', () => {
  it('C4: is the same whichever way the messages came', () => {
    const entries = [entry(3), entry(1, 'b'), entry(1, 'a'), entry(2)]
    const forth = entries.reduce((log, one) => mergeChat(log, [one]), mergeChat([], []))
    const back = mergeChat([], entries.toReversed())
    expect(forth).toEqual(back)
    expect(forth.map(({ sentAt }) => sentAt)).toEqual([1, 1, 2, 3])
    expect(forth.map(({ id }) => id).slice(0, 2)).toEqual(['a', 'b'])
  })

  it('C2: a message that comes again changes nothing', () => {
    const log = mergeChat([], [entry(1, 'a')])
    expect(mergeChat(log, [entry(9, 'a', 'altered')])).toBe(log)
  })

  it.each([
    ['its own clock, where that is later', [entry(5)], 9, 9],
    ['the last message, where the clock is behind', [entry(50)], 9, 51],
    ['no message whose author’s clock is far ahead', [entry(50), entry(9_000_000)], 9, 51],
  ])('C4: what is written follows %s', (_, log, now, sentAt) => {
    expect(nextSentAt(log, now)).toBe(sentAt)
  })

  it('C4: a message from another day is not believed', () => {
    expect(isBelievable(86_400_000, 0)).toBe(true)
    expect(isBelievable(86_400_001, 0)).toBe(false)
  })
})

describe('what a page keeps', () => {
  it('C6: is bounded in number, and the oldest go', () => {
    const log = mergeChat(
      [],
      Array.from({ length: 600 }, (_, index) => entry(index + 1)),
    )
    expect(log).toHaveLength(LIMITS.chatMessagesKept)
    expect(log[0]?.sentAt).toBe(101)
  })

  it('C6: is bounded in length', () => {
    const text = 'x'.repeat(LIMITS.chatTextLength)
    const log = mergeChat(
      [],
      Array.from({ length: 100 }, (_, index) => entry(index + 1, createRandomId(), text)),
    )
    expect(log).toHaveLength(50)
    expect(log.at(-1)?.sentAt).toBe(100)
  })

  it('C5: is handed on in parts that pass as one message each', () => {
    const log = Array.from({ length: 40 }, (_, index) =>
      entry(index + 1, createRandomId(), '"'.repeat(LIMITS.chatTextLength)),
    )
    const pages = paginateChat(log)
    expect(pages.flat().map(({ sentAt }) => sentAt)).toEqual(log.map(({ sentAt }) => sentAt))
    for (const page of pages) {
      expect(JSON.stringify(page).length).toBeLessThanOrEqual(LIMITS.chatPageLength + 2)
    }
    expect(paginateChat([])).toEqual([[]])
  })
})
