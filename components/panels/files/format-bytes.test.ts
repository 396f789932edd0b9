import { expect, it } from 'vitest'
import { formatBytes } from './format-bytes'

it.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1_000, '1 kB'],
  [1_540, '1.5 kB'],
  [20_971_520, '21 MB'],
  [123_456_789, '123 MB'],
  [1_000_000_000_000, '1 TB'],
])('%d bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text)
})
