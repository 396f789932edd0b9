import { describe, expect, it } from 'vitest'
import { decodeChunk, encodeChunk } from './chunk'
import { cleanFileName } from './file-name'
import { bufferLimit, FIRST_PACE, nextPace, type PaceSample } from './pacing'

describe('nextPace', () => {
  const rate = (samples: readonly PaceSample[]) =>
    samples.reduce((pace, sample) => nextPace(pace, sample), FIRST_PACE).bytesPerSecond
  const calm = { roundTripMs: 20, loss: 0 }

  it.each<[string, PaceSample[], 'faster' | 'slower']>([
    ['nothing measured', [{ roundTripMs: null, loss: null }], 'faster'],
    ['a calm path', [calm, calm], 'faster'],
    ['a jitter', [calm, { roundTripMs: 60, loss: 0 }], 'faster'],
    ['a queue', [calm, { roundTripMs: 200, loss: 0 }, { roundTripMs: 200, loss: 0 }], 'slower'],
    ['loss', [{ roundTripMs: 20, loss: 0.1 }], 'slower'],
    [
      'a long path that is calm',
      [
        { roundTripMs: 300, loss: 0 },
        { roundTripMs: 310, loss: 0.01 },
      ],
      'faster',
    ],
  ])('F7: %s', (_, samples, expected) => {
    expect(rate(samples) > FIRST_PACE.bytesPerSecond ? 'faster' : 'slower').toBe(expected)
  })

  it('F7: stays within its bounds, and the channel holds a tenth of a second', () => {
    const slowest = Array.from({ length: 50 }, () => ({ roundTripMs: 20, loss: 1 }))
    const fastest = Array.from({ length: 50 }, () => calm)
    expect(rate(slowest)).toBe(32_000)
    expect(rate(fastest)).toBe(64_000_000)
    expect(bufferLimit({ ...FIRST_PACE, bytesPerSecond: 32_000 })).toBe(32_000)
    expect(bufferLimit({ ...FIRST_PACE, bytesPerSecond: 64_000_000 })).toBe(512_000)
  })

  it('F7: a pace that is not used does not grow', () => {
    expect(nextPace(FIRST_PACE, calm, 400_000)).toMatchObject({ bytesPerSecond: 1_000_000 })
    expect(nextPace(FIRST_PACE, calm, 600_000).bytesPerSecond).toBeGreaterThan(1_000_000)
  })
})

describe('a chunk', () => {
  it('is read as it was written', () => {
    const chunk = { run: 0xffff_fffe, offset: 999_999_999_999, content: new Uint8Array([1, 2, 3]) }
    expect(decodeChunk(encodeChunk(chunk).buffer)).toEqual(chunk)
  })

  it.each([0, 11, 12, 16_385])('of %d bytes is none', (size) => {
    expect(decodeChunk(new ArrayBuffer(size))).toBeNull()
  })

  it('past the largest file is none', () => {
    expect(decodeChunk(new Uint8Array(20).fill(255).buffer)).toBeNull()
  })
})

describe('cleanFileName', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\x.dll', 'C_Windows_x.dll'],
    ['invoice\u202efdp.exe', 'invoice_fdp.exe'],
    ['.bashrc', 'bashrc'],
    ['  spaced. ', 'spaced'],
    ['con.txt', '_con.txt'],
    ['...', 'file'],
    ['', 'file'],
    ['照片.jpg', '照片.jpg'],
    [`${'a'.repeat(300)}.tar.gz`, `${'a'.repeat(117)}.gz`],
    ['😀'.repeat(100), '😀'.repeat(60)],
  ])('F9: %j becomes %j', (name, cleaned) => {
    expect(cleanFileName(name)).toBe(cleaned)
  })
})
