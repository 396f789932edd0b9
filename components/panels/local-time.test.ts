import { expect, it } from 'vitest'
import { nextFullHour, toLocalInput } from './local-time'

it.each([
  ['2026-11-29T19:13:18', '2026-11-29T20:00'],
  ['2026-12-31T23:59:59', '2027-01-01T00:00'],
  ['2026-03-05T09:00:00', '2026-03-05T10:00'],
])('after %s the next full hour is %s, as an input field takes it', (now, expected) => {
  const hour = nextFullHour(Date.parse(now))
  expect(toLocalInput(hour)).toBe(expected)
  expect(Date.parse(toLocalInput(hour))).toBe(hour)
})
