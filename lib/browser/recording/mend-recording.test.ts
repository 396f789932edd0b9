import { describe, expect, it } from 'vitest'
import { mendRecording, readDurationMs } from './mend-recording'

/** What Chromium writes for a picture and no sound: head, one cluster, a block each 100 ms, and a cluster at 3 s. */
function createRecording(): Uint8Array<ArrayBuffer> {
  const unknownSize = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
  const block = (relativeMs: number) => [
    0xa3,
    0xc0,
    0x81,
    relativeMs >> 8,
    relativeMs & 0xff,
    0x80,
    ...filler(60),
  ]
  const filler = (length: number) => Array.from({ length }, (_, index) => index)
  const cluster = (baseMs: number, count: number) => [
    ...[0x1f, 0x43, 0xb6, 0x75, ...unknownSize, 0xe7, 0x82, baseMs >> 8, baseMs & 0xff],
    ...Array.from({ length: count }, (_, index) => block(index * 100)).flat(),
  ]
  return new Uint8Array([
    ...[0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01, 0x18, 0x53, 0x80, 0x67, ...unknownSize],
    ...[0x15, 0x49, 0xa9, 0x66, 0x87, 0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40],
    ...cluster(0, 30),
    ...cluster(3_000, 25),
  ])
}

/** As the disk has it: in pieces that end anywhere. */
function cut(bytes: Uint8Array<ArrayBuffer>, pieceLengths: readonly number[]): Blob[] {
  const pieces: Blob[] = []
  let place = 0
  for (const length of [...pieceLengths, bytes.length]) {
    if (place < bytes.length) pieces.push(new Blob([bytes.slice(place, place + length)]))
    place += length
  }
  return pieces
}

const RECORDING = createRecording()
const LAST_BLOCK_MS = 5_400

describe.each([
  ['one piece', []],
  ['a first piece that ends within the head', [5, 20, 1, 900]],
  ['pieces shorter than a block', Array.from({ length: 200 }, () => 20)],
  ['a last piece without a cluster', [RECORDING.length - 40]],
])('a recording in %s', (_, lengths) => {
  it('has its duration', async () => {
    expect(await readDurationMs(cut(RECORDING, lengths))).toBe(LAST_BLOCK_MS)
  })

  it('is whole when it is mended, with the duration in its head', async () => {
    const mended = Buffer.from(await (await mendRecording(cut(RECORDING, lengths))).arrayBuffer())
    const place = mended.indexOf(Buffer.from([0x44, 0x89, 0x88]))
    expect(mended.readDoubleBE(place + 3)).toBe(LAST_BLOCK_MS)
    const firstCluster = Buffer.from(RECORDING).indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]))
    expect(mended.subarray(place + 11).equals(Buffer.from(RECORDING.subarray(firstCluster)))).toBe(true)
  })
})

it('of which nothing was written has no duration', async () => {
  expect(await readDurationMs([])).toBe(0)
  expect((await mendRecording([])).size).toBe(0)
})
