import { describe, expect, it } from 'vitest'
import type { CandidateMessage } from '@/lib/protocol/link-messages'
import { InboundOrder } from './inbound-order'

const candidate = (counter: number | null) => {
  const content: CandidateMessage = {
    kind: 'candidate',
    candidate: { candidate: `${counter}`, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null },
  }
  return { content, counter }
}

describe('InboundOrder', () => {
  it.each([
    { name: 'what comes in order', counters: [0, 1, 2], expected: [true, true, true] },
    { name: 'what comes after a loss', counters: [0, 3], expected: [true, true] },
    { name: 'what is replayed', counters: [0, 1, 1], expected: [true, true, false] },
    { name: 'what is reordered', counters: [1, 0], expected: [true, false] },
    { name: 'what has no counter, being plain', counters: [null, null], expected: [true, true] },
  ])('S4 judges $name', ({ counters, expected }) => {
    const order = new InboundOrder()
    expect(counters.map((counter) => order.accept(counter))).toEqual(expected)
  })

  it('S4 takes candidates that were sealed before the description they are kept with', () => {
    const order = new InboundOrder()
    expect(order.acceptFirst(2, [candidate(0), candidate(1), candidate(3)])).toHaveLength(3)
    expect(order.accept(3)).toBe(false)
    expect(order.accept(4)).toBe(true)
  })

  it.each([
    { name: 'swapped', kept: [candidate(2), candidate(1)] },
    { name: 'repeated', kept: [candidate(1), candidate(1)] },
    { name: 'unreadable', kept: [candidate(1), null] },
  ])('S4 refuses the whole where a candidate is $name', ({ kept }) => {
    expect(new InboundOrder().acceptFirst(0, kept)).toBeNull()
  })

  it('S4 a description replayed after it was overtaken by its own candidates cannot lower the bar', () => {
    const order = new InboundOrder()
    order.acceptFirst(0, [candidate(5)])
    expect(order.accept(5)).toBe(false)
  })
})
