import { describe, expect, it } from 'vitest'
import { type PlannedCall, writeCalendarFile } from './calendar-file'

const CALL: PlannedCall = {
  id: '5f0c7f1e-52a5-4b39-9a36-0f6d6f7f9a11',
  startsAtMs: Date.UTC(2026, 10, 29, 19, 30),
  endsAtMs: Date.UTC(2026, 10, 29, 20, 15),
  writtenAtMs: Date.UTC(2026, 10, 1, 8, 5, 9, 250),
  title: 'Call in kitchen',
  description: 'Open the link.',
  address: 'https://calls.example/kitchen#k=AAAA',
}

const unfold = (file: string) => file.replaceAll('\r\n ', '')
const readValue = (file: string, name: string) =>
  unfold(file)
    .split('\r\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)

describe('writeCalendarFile', () => {
  it('writes one event, in UTC, with lines ended by CRLF', () => {
    const file = writeCalendarFile(CALL)
    expect(file).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
    expect(file).toMatch(/\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n$/)
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(readValue(file, 'DTSTART')).toBe('20261129T193000Z')
    expect(readValue(file, 'DTEND')).toBe('20261129T201500Z')
    expect(readValue(file, 'DTSTAMP')).toBe('20261101T080509Z')
    expect(readValue(file, 'UID')).toBe(CALL.id)
    expect(readValue(file, 'URL')).toBe(CALL.address)
  })

  it.each([
    ['a, b; c', 'a\\, b\\; c'],
    ['back\\slash', 'back\\\\slash'],
    ['two\nlines\r\nand a third\rfourth', 'two\\nlines\\nand a third\\nfourth'],
    ['BEGIN:VEVENT\r\nX:', 'BEGIN:VEVENT\\nX:'],
  ])('escapes %j', (text, escaped) => {
    const file = writeCalendarFile({ ...CALL, title: text, description: text })
    expect(readValue(file, 'SUMMARY')).toBe(escaped)
    expect(readValue(file, 'DESCRIPTION')).toBe(escaped)
  })

  it.each(['x'.repeat(300), '会议室'.repeat(60), '👩‍👩‍👧'.repeat(30)])(
    'folds %s between characters, at 75 octets',
    (text) => {
      const file = writeCalendarFile({ ...CALL, title: text })
      const octets = file.split('\r\n').map((line) => Buffer.byteLength(line))
      expect(Math.max(...octets)).toBeLessThanOrEqual(75)
      expect(file).not.toContain('\ufffd')
      expect(Buffer.from(file, 'utf8').toString('utf8')).toBe(file)
      expect(readValue(file, 'SUMMARY')).toBe(text)
    },
  )
})
