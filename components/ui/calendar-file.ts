/** A planned call. Times are milliseconds since the epoch; `id` is unique for good. */
export interface PlannedCall {
  readonly id: string
  readonly startsAtMs: number
  readonly endsAtMs: number
  /** When the file is made. */
  readonly writtenAtMs: number
  readonly title: string
  readonly description: string
  /** Where the call will be: the room's link. */
  readonly address: string
}

/** RFC 5545, section 3.1: a line has 75 octets at most; the rest goes on in the next, behind a space. */
const LINE_OCTETS = 75

/**
 * Writes a planned call as an iCalendar object (RFC 5545) of one event, in UTC.
 * @returns The text of a `text/calendar` file, its lines ended by CRLF.
 */
export function writeCalendarFile(call: PlannedCall): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Earshot//Earshot//EN',
    'BEGIN:VEVENT',
    `UID:${call.id}`,
    `DTSTAMP:${toUtcTime(call.writtenAtMs)}`,
    `DTSTART:${toUtcTime(call.startsAtMs)}`,
    `DTEND:${toUtcTime(call.endsAtMs)}`,
    `SUMMARY:${escapeText(call.title)}`,
    `DESCRIPTION:${escapeText(call.description)}`,
    `LOCATION:${escapeText(call.address)}`,
    `URL:${call.address}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

/** RFC 5545, section 3.3.5, form 2: `20261129T193000Z`. */
function toUtcTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** RFC 5545, section 3.3.11. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')
}

/** Breaks between characters, never inside one: octets are those of UTF-8. */
function foldLine(line: string): string {
  const encoder = new TextEncoder()
  let folded = ''
  let octets = 0
  for (const character of line) {
    const length = encoder.encode(character).length
    if (octets + length > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += length
  }
  return folded
}
