import { beforeEach, describe, expect, it } from 'vitest'
import type { ViewMessage } from '@/lib/protocol/link-messages'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { ViewReporter } from './view-reporter'

const LARGE = { width: 1280, height: 736 }
const SMALL = { width: 160, height: 96 }

let clock: FakeClock
let sent: { to: string; at: number; message: ViewMessage }[]
let isUp: boolean
let reporter: ViewReporter

beforeEach(() => {
  clock = new FakeClock()
  sent = []
  isUp = true
  reporter = new ViewReporter(clock, (to, message) => {
    if (isUp) sent.push({ to, at: clock.now(), message })
    return isUp
  })
})

const last = () => sent.at(-1)?.message

describe('ViewReporter', () => {
  it('L8 says nothing of a picture that has no place', async () => {
    reporter.noteConnected('ann')
    await clock.advance(10_000)
    expect(sent).toEqual([])
  })

  it('L8 names the size in steps, and the largest of several places', async () => {
    reporter.watch('ann', 'camera').resize({ width: 150, height: 85 })
    reporter.watch('ann', 'camera').resize({ width: 1270, height: 715 })
    reporter.watch('ann', 'camera').resize(null)
    await clock.advance(2_000)
    expect(sent.map(({ to, message }) => [to, message])).toEqual([['ann', { kind: 'view', camera: LARGE }]])
  })

  it('L8 tells null where no place shows it, and leaves it out again when the last place is gone', async () => {
    const place = reporter.watch('ann', 'screen')
    place.resize(null)
    await clock.advance(2_000)
    expect(last()).toEqual({ kind: 'view', screen: null })
    place.end()
    await clock.advance(2_000)
    expect(last()).toEqual({ kind: 'view' })
  })

  it('tells at once what grows, and what shrinks only when it stays small', async () => {
    const place = reporter.watch('ann', 'camera')
    place.resize(LARGE)
    await clock.advance(5_000)
    place.resize(SMALL)
    await clock.advance(500)
    place.resize(LARGE)
    await clock.advance(5_000)
    expect(sent).toHaveLength(1)
    place.resize(SMALL)
    await clock.advance(5_000)
    expect(last()).toEqual({ kind: 'view', camera: SMALL })
    const before = clock.now()
    place.resize(LARGE)
    await clock.advance(1)
    expect(sent.at(-1)).toMatchObject({ at: before, message: { camera: LARGE } })
  })

  it('L8 says it at most four times a second', async () => {
    const place = reporter.watch('ann', 'camera')
    place.resize(null)
    await clock.advance(5_000)
    for (let width = 32; width <= 3_200; width += 32) {
      place.resize({ width, height: width })
      await clock.advance(20)
    }
    await clock.advance(1_000)
    expect(sent.length).toBeLessThanOrEqual(2 + 2 * 4 + 1)
    expect(last()).toMatchObject({ camera: { width: 3_200 } })
  })

  it('L8 says it again on a new link, and keeps what could not be said', async () => {
    isUp = false
    reporter.watch('ann', 'camera').resize(SMALL)
    await clock.advance(3_000)
    isUp = true
    await clock.advance(3_000)
    expect(sent).toHaveLength(1)
    reporter.noteConnected('ann')
    await clock.advance(3_000)
    expect(sent).toHaveLength(2)
  })

  it('leaves no timer behind', async () => {
    const place = reporter.watch('ann', 'camera')
    place.resize(SMALL)
    await clock.advance(3_000)
    isUp = false
    place.end()
    await clock.advance(3_000)
    expect(clock.pendingTimers).toBe(0)
    reporter.watch('bo', 'camera').resize(SMALL)
    reporter.close()
    expect(clock.pendingTimers).toBe(0)
  })
})
