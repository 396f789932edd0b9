import { describe, expect, it } from 'vitest'
import { enqueueAnnouncement, NOTHING_TO_ANNOUNCE, takeAnnouncement } from './announcement-queue'

const queueOf = (...texts: readonly string[]) =>
  texts.reduce((queue, text) => enqueueAnnouncement(queue, text, 0), NOTHING_TO_ANNOUNCE)

describe('what is announced', () => {
  it('comes one after the other, in order', () => {
    const first = takeAnnouncement(queueOf('Ann joined', 'Bo joined'), 10)
    expect(first).toEqual({ waiting: ['Bo joined'], last: { text: 'Ann joined', atMs: 10 } })
    expect(takeAnnouncement(first, 20).last?.text).toBe('Bo joined')
  })

  it('is not said twice while it waits, nor right after it was said', () => {
    expect(queueOf('Ann joined', 'Ann joined').waiting).toEqual(['Ann joined'])
    const said = takeAnnouncement(queueOf('Ann joined'), 0)
    expect(enqueueAnnouncement(said, 'Ann joined', 2_999).waiting).toEqual([])
    expect(enqueueAnnouncement(said, 'Ann joined', 3_000).waiting).toEqual(['Ann joined'])
  })

  it('is what is new, where there is more than anybody can follow', () => {
    expect(queueOf('1', '2', '3', '4', '5', '6').waiting).toEqual(['3', '4', '5', '6'])
  })

  it('is nothing where there is nothing to say', () => {
    expect(queueOf('')).toBe(NOTHING_TO_ANNOUNCE)
    expect(takeAnnouncement(NOTHING_TO_ANNOUNCE, 0)).toBe(NOTHING_TO_ANNOUNCE)
  })
})
