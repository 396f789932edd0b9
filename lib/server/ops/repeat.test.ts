import { expect, it } from 'vitest'
import { HandClock } from '@/lib/testing/hand-clock'
import { repeat } from './repeat'

const settled = () => new Promise(setImmediate)

it('runs a task at once and again an interval after its end, until it is stopped', async () => {
  const clock = new HandClock()
  const errors: unknown[] = []
  let runs = 0
  let finish = () => {}
  const task = () => {
    runs += 1
    return new Promise<void>((resolve, reject) => {
      finish = runs === 1 ? () => reject(new Error('failed')) : resolve
    })
  }
  const stop = repeat(clock, { task, intervalMs: 1_000, onError: (error) => errors.push(error) })
  expect([runs, clock.pending]).toEqual([1, 0])
  finish()
  await settled()
  expect(errors).toHaveLength(1)
  clock.advance(999)
  expect(runs).toBe(1)
  clock.advance(1)
  expect(runs).toBe(2)
  const stopped = stop()
  finish()
  await stopped
  expect(clock.pending).toBe(0)
})
