import { expect, it } from 'vitest'
import { CallRecorder } from './call-recorder'
import { EventLog } from './event-log'

it('keeps the beginning whatever comes after, the latest events, and no more than two hundred', () => {
  let atMs = 0
  const log = new EventLog(() => atMs)
  for (; atMs < 1_000; atMs += 1) log.note({ kind: 'first-frame' })
  const times = log.read().map((event) => event.atMs)
  expect(times).toHaveLength(200)
  expect([times[0], times[99], times[100], times[199]]).toEqual([0, 99, 900, 999])
})

it('holds no more logs than a mesh has links', () => {
  const recorder = new CallRecorder(() => 0)
  for (let number = 0; number < 500; number += 1)
    recorder.open({ id: String(number), role: 'offerer', preparation: 'none' })
  expect(recorder.find('499')).not.toBeNull()
  expect(recorder.find('371')).toBeNull()
})
