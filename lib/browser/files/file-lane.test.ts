import { beforeEach, describe, expect, it } from 'vitest'
import { createSource, FileBench, hashOfSource } from '@/lib/testing/file-bench'
import { encodeChunk } from './chunk'
import { WINDOW_BYTES } from './transfer'

const MB = 1_000_000

describe('a file between two', () => {
  let bench: FileBench

  beforeEach(() => {
    bench = new FileBench()
  })

  it('F1: sends nothing before it is accepted, and nothing at all where it is declined', async () => {
    bench.ann.offer(createSource('plan.pdf', MB))
    await bench.clock.advance(5_000)
    expect(bench.received).toMatchObject({ name: 'plan.pdf', size: MB, status: 'offered', bytes: 0 })
    expect(bench.channel.peakBufferedBytes).toBeLessThan(1_000)
    bench.bob.receiving.decline(bench.received?.id ?? '')
    await bench.clock.advance(100)
    expect([bench.sent?.status, bench.received?.status]).toEqual(['declined', 'declined'])
    expect(bench.sinks).toEqual([])
  })

  it.each([0, 1, 16_371, 16_372, 16_373, 262_144, 1_048_577])('F5: %d bytes arrive whole', async (size) => {
    bench.ann.offer(createSource('a', size))
    await bench.acceptAll()
    await bench.until(() => bench.sent?.status === 'done')
    expect(bench.received).toMatchObject({ status: 'done', sha256: hashOfSource(size), bytes: size })
    expect(bench.sinks[0]).toMatchObject({ bytes: size, sha256: hashOfSource(size) })
    expect(bench.sent?.sha256).toBe(hashOfSource(size))
  })

  it('F4: goes on where it was after a broken link', async () => {
    const size = 10 * MB
    bench.ann.offer(createSource('film', size))
    await bench.acceptAll()
    for (const part of [0.1, 0.4, 0.7]) {
      await bench.until(() => Number(bench.received?.bytes) > size * part)
      bench.break()
      expect([bench.sent?.status, bench.received?.status]).toEqual(['waiting', 'waiting'])
      await bench.clock.advance(60_000)
      const before = bench.received?.bytes
      bench.mend()
      await bench.clock.advance(300)
      expect(bench.received?.bytes).toBeGreaterThanOrEqual(before ?? size)
    }
    await bench.until(() => bench.sent?.status === 'done')
    expect(bench.sinks).toHaveLength(1)
    expect(bench.sinks[0]).toMatchObject({ bytes: size, sha256: hashOfSource(size) })
  })

  it('F4: what its sender has forgotten after the break is over', async () => {
    bench.ann.offer(createSource('film', 20 * MB))
    await bench.acceptAll()
    await bench.until(() => Number(bench.received?.bytes) > MB)
    bench.break()
    bench.ann.sending.close()
    bench.mend()
    await bench.clock.advance(16_000)
    expect(bench.received).toMatchObject({ status: 'ended', code: 'file-withdrawn' })
    expect(bench.sinks[0]?.isDiscarded).toBe(true)
  })

  it.each(['ann', 'bob'] as const)('F3: %s lets it rest and go on', async (who) => {
    bench.ann.offer(createSource('film', 8 * MB))
    await bench.acceptAll()
    await bench.until(() => Number(bench.received?.bytes) > MB)
    const id = bench.sent?.id ?? ''
    bench[who].pause(id, true)
    await bench.clock.advance(2_000)
    const resting = bench.received?.bytes
    expect([bench.sent?.status, bench.received?.status]).toEqual(['paused', 'paused'])
    await bench.clock.advance(20_000)
    expect(bench.received?.bytes).toBe(resting)
    bench[who].pause(id, false)
    await bench.until(() => bench.received?.status === 'done')
    expect(bench.sinks[0]?.sha256).toBe(hashOfSource(8 * MB))
  })

  it.each([
    ['ann', 'file-withdrawn'],
    ['bob', 'file-stopped'],
  ] as const)('F3: %s gives it up', async (who, code) => {
    bench.ann.offer(createSource('film', 8 * MB))
    await bench.acceptAll()
    await bench.until(() => Number(bench.received?.bytes) > MB)
    bench[who].stop(bench.sent?.id ?? '')
    await bench.clock.advance(500)
    expect(bench.sent).toMatchObject({ status: 'ended', code })
    expect(bench.received).toMatchObject({ status: 'ended', code })
    expect(bench.sinks[0]?.isDiscarded).toBe(true)
  })

  it('F2: several wait for each other, and one that rests lets the next one go', async () => {
    for (const name of ['one', 'two', 'three']) bench.ann.offer(createSource(name, 3 * MB))
    await bench.acceptAll()
    await bench.clock.advance(200)
    expect(bench.ann.transfers.map(({ status }) => status)).toEqual(['running', 'queued', 'queued'])
    bench.ann.pause(bench.sent?.id ?? '', true)
    await bench.until(() => bench.ann.transfers[2]?.status === 'done')
    expect(bench.ann.transfers.map(({ status }) => status)).toEqual(['paused', 'done', 'done'])
    bench.ann.pause(bench.sent?.id ?? '', false)
    await bench.until(() => bench.sent?.status === 'done')
  })

  it('F6: 200 MB go through bounded memory', { timeout: 120_000 }, async () => {
    const size = 200 * MB
    const before = process.memoryUsage().arrayBuffers
    let peakMemory = 0
    let peakUnderWay = 0
    bench.ann.offer(createSource('film', size))
    await bench.acceptAll()
    await bench.until(() => {
      peakMemory = Math.max(peakMemory, process.memoryUsage().arrayBuffers - before)
      peakUnderWay = Math.max(peakUnderWay, Number(bench.received?.bytes) - Number(bench.sent?.bytes))
      return bench.sent?.status === 'done'
    })
    expect(bench.sinks[0]).toMatchObject({ bytes: size, sha256: hashOfSource(size) })
    expect(bench.channel.peakBufferedBytes).toBeLessThan(600_000)
    expect(peakUnderWay).toBeLessThanOrEqual(WINDOW_BYTES)
    expect(peakMemory).toBeLessThan(64 * MB)
  })

  it('F7: yields to a call whose round trip grows, and takes the pace up again', {
    timeout: 60_000,
  }, async () => {
    bench = new FileBench(1_000)
    bench.ann.offer(createSource('film', 400 * MB))
    await bench.acceptAll()
    await bench.clock.advance(3_000)
    const rateOver = async (ms: number) => {
      const from = Number(bench.received?.bytes)
      await bench.clock.advance(ms)
      return (Number(bench.received?.bytes) - from) / ms
    }
    const free = await rateOver(1_000)
    bench.quality = { roundTripMs: 400, loss: 0 }
    await bench.clock.advance(6_000)
    const crowded = await rateOver(2_000)
    bench.quality = { roundTripMs: 20, loss: 0 }
    await bench.clock.advance(8_000)
    const again = await rateOver(1_000)
    expect(crowded).toBeLessThan(free / 10)
    expect(again).toBeGreaterThan(crowded * 5)
  })

  it('F5: what arrives altered is not taken for the file', async () => {
    const source = createSource('a', 3 * MB)
    const slice = source.slice
    let isAltered = false
    bench.ann.offer({
      ...source,
      slice: (start, end) => ({
        arrayBuffer: async () => {
          const bytes = new Uint8Array(await slice(start, end).arrayBuffer())
          return bytes.buffer
        },
      }),
    })
    const receive = bench.bob.receive.bind(bench.bob)
    bench.bob.receive = (channel, data) => {
      if (typeof data !== 'string' && !isAltered) {
        isAltered = true
        const bytes = new Uint8Array(data)
        bytes[100] = (bytes[100] ?? 0) ^ 1
      }
      receive(channel, data)
    }
    await bench.acceptAll()
    await bench.until(() => bench.received?.status === 'ended')
    await bench.clock.advance(100)
    expect([bench.sent?.code, bench.received?.code]).toEqual(['file-damaged', 'file-damaged'])
    expect(bench.sinks[0]?.isDiscarded).toBe(true)
  })

  it.each([
    ['a gap', { run: 1, offset: 9, content: new Uint8Array(4) }],
    ['more than the file has', { run: 1, offset: 0, content: new Uint8Array(5_000) }],
  ])('F5: %s ends it', async (_, chunk) => {
    bench.ann.offer(createSource('a', 4_000))
    await bench.clock.advance(10)
    await bench.bob.receiving.accept(bench.received?.id ?? '')
    const { channel } = bench
    bench.bob.receiving.takeChunk(chunk)
    expect(bench.received).toMatchObject({ status: 'ended', code: 'file-damaged' })
    channel.send(encodeChunk(chunk))
    await bench.clock.advance(100)
    expect(bench.sent).toMatchObject({ status: 'ended', code: 'file-damaged' })
  })

  it.each(['file-too-big', 'file-unwritable'] as const)('F8: without a place for it, %s', async (refusal) => {
    bench.sinkRefusal = refusal
    bench.ann.offer(createSource('film', MB))
    await bench.acceptAll()
    await bench.clock.advance(100)
    expect([bench.sent?.code, bench.received?.code]).toEqual([refusal, refusal])
  })

  it('F8: a device that fills up ends it, and who chose no place may try again', async () => {
    bench.sinkRefusal = 'cancelled'
    bench.ann.offer(createSource('film', 8 * MB))
    await bench.acceptAll()
    expect(bench.received?.status).toBe('offered')
    bench.sinkRefusal = null
    await bench.acceptAll()
    await bench.until(() => Number(bench.received?.bytes) > MB)
    for (const sink of bench.sinks) sink.isFull = true
    await bench.until(() => bench.sent?.status === 'ended')
    expect(bench.received?.code).toBe('file-unwritable')
  })

  it('F8: a file that is gone from its device ends it', async () => {
    const source = createSource('gone', 3 * MB)
    bench.ann.offer({
      ...source,
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }),
    })
    await bench.acceptAll()
    await bench.clock.advance(100)
    expect([bench.sent?.code, bench.received?.code]).toEqual(['file-unreadable', 'file-unreadable'])
  })

  it('F9: more offers than a bound are refused', async () => {
    for (let index = 0; index < 33; index += 1) bench.ann.offer(createSource(`${index}`, MB))
    await bench.clock.advance(100)
    expect(bench.bob.transfers).toHaveLength(32)
    expect(bench.ann.transfers.at(-1)).toMatchObject({ status: 'ended', code: 'file-too-many' })
  })

  it('leaves no timer behind', async () => {
    bench.ann.offer(createSource('film', 20 * MB))
    await bench.acceptAll()
    await bench.clock.advance(1_000)
    bench.break()
    bench.ann.close()
    bench.bob.close()
    await bench.clock.advance(2_000)
    expect(bench.clock.pendingTimers).toBe(0)
  })
})
