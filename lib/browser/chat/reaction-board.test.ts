import { expect, it } from 'vitest'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { ReactionBoard } from './reaction-board'

it('C9: shows a reaction for a moment, and no more of one person than can be seen', async () => {
  const clock = new FakeClock()
  const shown = new Set<number>()
  const board = new ReactionBoard({
    clock,
    onShown: ({ id }) => shown.add(id),
    onEnded: (id) => shown.delete(id),
  })
  const taken = Array.from({ length: 9 }, () => board.show('ann', '👏'))
  expect(taken.filter(Boolean)).toHaveLength(5)
  expect(board.show('bob', '👏')).toBe(true)
  expect(shown.size).toBe(6)
  await clock.advance(4_000)
  expect(shown.size).toBe(0)
  expect(board.show('ann', '🎉')).toBe(true)
  board.close()
  expect(clock.pendingTimers).toBe(0)
})
