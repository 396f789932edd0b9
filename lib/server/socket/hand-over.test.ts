import { describe, expect, it } from 'vitest'
import { HandClock } from '@/lib/testing/hand-clock'
import { countToHandOver, handOver } from './hand-over'

describe('M6 handing sockets over', () => {
  it.each([
    ['nobody before load balancers could learn of it', 100, 1_999, 0],
    ['the first after that', 100, 2_060, 1],
    ['half of them after half of the rest', 100, 5_000, 50],
    ['none where enough have gone by themselves', 40, 5_000, 0],
    ['those who came meanwhile, too', 130, 5_000, 80],
    ['all at the end', 30, 8_000, 30],
    ['all past the end', 3, 9_000, 3],
  ])('sends away %s', (_name, connected, elapsedMs, expected) => {
    expect(countToHandOver({ connected, initial: 100, elapsedMs, durationMs: 8_000 })).toBe(expected)
  })

  it('takes those who have settled, evenly, and ends with its time where others stay', async () => {
    const clock = new HandClock()
    const sockets = Array.from({ length: 10 }, (_, index) => ({
      isOpen: true,
      isSettled: () => index > 0,
      close() {
        this.isOpen = false
      },
    }))
    const list = () => sockets.filter(({ isOpen }) => isOpen)
    let isOver = false
    const over = handOver({ clock, durationMs: 4_000, list }).then(() => {
      isOver = true
    })
    const left: number[] = []
    for (let second = 0; second < 4; second += 1) {
      for (let step = 0; step < 10; step += 1) clock.advance(100)
      left.push(list().length)
      await Promise.resolve()
    }
    await over
    expect(left).toEqual([10, 6, 3, 1])
    expect(isOver).toBe(true)
    expect(sockets[0]?.isOpen).toBe(true)
  })

  it('is over as soon as nobody is left, but not before load balancers could learn of it', async () => {
    const clock = new HandClock()
    const over = handOver({ clock, durationMs: 4_000, list: () => [] })
    expect(clock.pending).toBe(1)
    for (let step = 0; step < 10; step += 1) clock.advance(100)
    await over
    expect(clock.pending).toBe(0)
  })
})
