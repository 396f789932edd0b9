import { expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { Distrust } from './distrust'

const [ann, bob] = [createRandomId(), createRandomId()]
const noteTimes = (distrust: Distrust, times: number, callOrder: number) => {
  for (let count = 0; count < times; count += 1) distrust.note(ann, callOrder)
}

it('tires of a participant after three attempts in one stay, and of nobody else (S5)', () => {
  const distrust = new Distrust()
  noteTimes(distrust, 2, 7)
  expect(distrust.isOver(ann, 7)).toBe(false)
  noteTimes(distrust, 1, 7)
  expect(distrust.isOver(ann, 7)).toBe(true)
  expect(distrust.isOver(bob, 7)).toBe(false)
})

it('begins anew with another stay in the call (L3)', () => {
  const distrust = new Distrust()
  noteTimes(distrust, 3, 7)
  expect(distrust.isOver(ann, 8)).toBe(false)
  noteTimes(distrust, 2, 8)
  expect(distrust.isOver(ann, 8)).toBe(false)
  noteTimes(distrust, 1, 8)
  expect(distrust.isOver(ann, 8)).toBe(true)
})
