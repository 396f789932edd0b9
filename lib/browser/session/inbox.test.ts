import { expect, it } from 'vitest'
import { settle } from '@/lib/testing/media-harness'
import { Inbox } from './inbox'

function createGate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open }
}

it('applies in the order of arrival, whichever is readable first', async () => {
  const inbox = new Inbox()
  const applied: number[] = []
  const slow = createGate()
  void inbox.take(
    async () => slow.passed,
    () => applied.push(1),
  )
  void inbox.take(
    async () => undefined,
    () => applied.push(2),
  )
  await settle()
  expect(applied).toEqual([])
  slow.open()
  await settle()
  expect(applied).toEqual([1, 2])
})

it('opens at once what nothing holds, so that sealing costs no more than its longest part', async () => {
  const inbox = new Inbox()
  const slow = createGate()
  let isOpened = false
  void inbox.take(
    async () => slow.passed,
    () => undefined,
  )
  void inbox.take(
    async () => {
      isOpened = true
    },
    () => undefined,
  )
  await settle()
  expect(isOpened).toBe(true)
})

it('opens what came after something taken alone only once that is applied, and whatever it holds the rest for', async () => {
  const inbox = new Inbox()
  const [first, second] = [createGate(), createGate()]
  const seen: string[] = []
  void inbox.takeAlone(
    async () => first.passed,
    () => {
      seen.push('alone')
      inbox.hold(second.passed)
    },
  )
  void inbox.take(
    async () => seen.push('opened'),
    () => seen.push('applied'),
  )
  await settle()
  expect(seen).toEqual([])
  first.open()
  await settle()
  expect(seen).toEqual(['alone'])
  second.open()
  await settle()
  expect(seen).toEqual(['alone', 'opened', 'applied'])
})

it('applies nothing after it was closed', async () => {
  const inbox = new Inbox()
  const slow = createGate()
  const applied: number[] = []
  void inbox.take(
    async () => slow.passed,
    () => applied.push(1),
  )
  inbox.close()
  slow.open()
  await settle()
  expect(applied).toEqual([])
})
