import { describe, expect, it } from 'vitest'
import { readEndMs, withDuration } from './webm'

const bytes = (...parts: readonly (number | Iterable<number>)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])))
/** An element with a size of one byte. */
const element = (id: readonly number[], content: Iterable<number>) => {
  const body = [...content]
  return bytes(id, 0x80 + body.length, body)
}
const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
const EBML = element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 0x01])
const SEGMENT = bytes([0x18, 0x53, 0x80, 0x67], UNKNOWN_SIZE)
const SCALE_1_MS = element([0x2a, 0xd7, 0xb1], [0x0f, 0x42, 0x40])
const SCALE_10_MS = element([0x2a, 0xd7, 0xb1], [0x98, 0x96, 0x80])
const APP = element([0x4d, 0x80], new TextEncoder().encode('Chrome'))
const TRACKS = element([0x16, 0x54, 0xae, 0x6b], [1, 2, 3, 4, 5])
const info = (...fields: Uint8Array[]) => element([0x15, 0x49, 0xa9, 0x66], bytes(...fields))
const HEAD = bytes(EBML, SEGMENT, info(SCALE_1_MS, APP), TRACKS)

const block = (relative: number, length = 20) =>
  element([0xa3], [0x81, (relative >> 8) & 0xff, relative & 0xff, 0x80, ...new Uint8Array(length)])
const cluster = (base: number, ...blocks: Uint8Array[]) =>
  bytes([0x1f, 0x43, 0xb6, 0x75], UNKNOWN_SIZE, element([0xe7], [base >> 8, base & 0xff]), ...blocks)

/** Reads the duration back by where the format puts it, not by the code that is tested. */
function findDuration(head: Uint8Array): number | null {
  const place = head.findIndex((byte, at) => byte === 0x44 && head[at + 1] === 0x89 && head[at + 2] === 0x88)
  return place < 0 ? null : new DataView(head.buffer, head.byteOffset + place + 3, 8).getFloat64(0)
}

describe('withDuration', () => {
  it('puts the duration into the head and leaves all else where it was', () => {
    const mended = withDuration(HEAD, 12_345.5)
    expect(findDuration(mended)).toBe(12_345.5)
    // Three bytes more for the size of the information, eleven for the duration.
    expect(mended.length).toBe(HEAD.length + 14)
    expect(mended.slice(0, EBML.length + SEGMENT.length)).toEqual(bytes(EBML, SEGMENT))
    expect(mended.slice(-TRACKS.length)).toEqual(TRACKS)
    expect(Buffer.from(mended).includes(Buffer.from(bytes(SCALE_1_MS, APP)))).toBe(true)
  })

  it('counts in the units of the file', () => {
    expect(findDuration(withDuration(bytes(EBML, SEGMENT, info(SCALE_10_MS), TRACKS), 5_000))).toBe(500)
    expect(findDuration(withDuration(bytes(EBML, SEGMENT, info(APP), TRACKS), 5_000))).toBe(5_000)
  })

  it('replaces a duration that is there', () => {
    const twice = withDuration(withDuration(HEAD, 1), 2_000)
    expect(findDuration(twice)).toBe(2_000)
    expect(twice.length).toBe(HEAD.length + 14)
  })

  it.each([
    ['nothing', bytes()],
    ['something else', new TextEncoder().encode('not a recording at all')],
    ['a head that is broken off', HEAD.slice(0, EBML.length + SEGMENT.length + 6)],
    ['a file that is complete', bytes(EBML, [0x18, 0x53, 0x80, 0x67, 0x8a], info(SCALE_1_MS))],
  ])('leaves %s as it is', (_, head) => {
    expect(withDuration(head, 1_000)).toEqual(head)
  })
})

describe('readEndMs', () => {
  it.each([
    [
      'the last block of the last cluster',
      bytes(cluster(0, block(0)), cluster(3_000, block(0), block(66))),
      3_066,
    ],
    ['the latest block, though another is behind it', cluster(1_000, block(500), block(480)), 1_500],
    ['a block before its cluster’s time', cluster(1_000, block(-20)), 980],
    [
      'what is whole where the end is broken off',
      cluster(200, block(0), block(40), block(80).slice(0, 9)),
      240,
    ],
    ['the cluster before one without a whole block', bytes(cluster(100, block(7)), cluster(900)), 107],
    ['a cluster in the midst of the tail', bytes([9, 9, 9], cluster(100, block(1))), 101],
    ['no cluster', bytes([1, 2, 3, 4, 5, 6, 7]), null],
    ['an empty tail', bytes(), null],
  ])('finds %s', (_, tail, expected) => {
    expect(readEndMs(HEAD, tail)).toBe(expected)
  })

  it('reads blocks within groups, and the units of the file', () => {
    const group = element([0xa0], element([0xa1], [0x81, 0, 30, 0, 1, 2, 3]))
    expect(readEndMs(HEAD, cluster(500, group))).toBe(530)
    const slow = bytes(EBML, SEGMENT, info(SCALE_10_MS), TRACKS)
    expect(readEndMs(slow, cluster(500, block(30)))).toBe(5_300)
  })

  it('is not led astray by bytes that only look like a cluster', () => {
    const misleading = element([0xa3], [0x81, 0, 10, 0x80, 0x1f, 0x43, 0xb6, 0x75, 0x81, 0xe7, 0x00])
    expect(readEndMs(HEAD, cluster(700, misleading))).toBe(710)
  })
})
