import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMediaHarness, type MediaHarness } from '@/lib/testing/media-harness'
import { levelOfSamples } from './level-meter'

const MICROPHONE = { microphone: true, camera: false }
/** Longer than one interval of the meter, shorter than two. */
const ONE_TICK_MS = 70

describe('levelOfSamples', () => {
  it.each([
    ['digital silence', 0, 0],
    ['what is below -60 dBFS', 0.0005, 0],
    ['-36 dBFS, half way', 10 ** (-36 / 20), 0.5],
    ['-12 dBFS', 10 ** (-12 / 20), 1],
    ['full scale', 1, 1],
  ])('puts %s at its place', (_, amplitude, level) => {
    expect(levelOfSamples(new Float32Array(64).fill(amplitude))).toBeCloseTo(level, 5)
  })

  it('is 0 for no samples', () => {
    expect(levelOfSamples(new Float32Array(0))).toBe(0)
  })
})

describe('observeMicrophoneLevel', () => {
  let harness: MediaHarness
  let levels: number[]
  const listen = (level: number) => levels.push(level)

  beforeEach(() => {
    vi.useFakeTimers()
    levels = []
    harness = createMediaHarness()
  })

  afterEach(() => {
    harness.media.close()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('makes no context and runs nothing while nobody observes', async () => {
    await harness.media.start(MICROPHONE)
    expect(harness.audioContexts).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('tells the level about 15 times a second', async () => {
    const { media, audioContexts } = harness
    await media.start(MICROPHONE)
    media.observeMicrophoneLevel(listen)
    const [context] = audioContexts
    if (context === undefined) throw new Error('No context was made')
    context.amplitude = 1
    await vi.advanceTimersByTimeAsync(1_000)
    expect(levels.filter((level) => level === 1).length).toBeGreaterThanOrEqual(14)
    expect(levels.length).toBeLessThanOrEqual(17)
  })

  it('keeps one context for all observers, and reads once for all of them', async () => {
    const { media, audioContexts } = harness
    await media.start(MICROPHONE)
    const stops = [media.observeMicrophoneLevel(listen), media.observeMicrophoneLevel(listen)]
    await vi.advanceTimersByTimeAsync(ONE_TICK_MS)
    expect(audioContexts).toHaveLength(1)
    expect(audioContexts[0]?.looks).toBe(1)
    for (const stop of stops) stop()
    expect(vi.getTimerCount()).toBe(0)
    expect(audioContexts[0]?.state).toBe('suspended')
    expect(audioContexts[0]?.sources.some(({ isConnected }) => isConnected)).toBe(false)
    media.observeMicrophoneLevel(listen)
    await vi.advanceTimersByTimeAsync(ONE_TICK_MS)
    expect(audioContexts).toHaveLength(1)
    expect(audioContexts[0]?.state).toBe('running')
  })

  it('is 0 and idle when muted, and follows the unmute', async () => {
    const { media, audioContexts } = harness
    await media.start(MICROPHONE)
    media.observeMicrophoneLevel(listen)
    const [context] = audioContexts
    if (context === undefined) throw new Error('No context was made')
    context.amplitude = 1
    await vi.advanceTimersByTimeAsync(ONE_TICK_MS)
    expect(levels.at(-1)).toBe(1)
    media.setMicrophoneOn(false)
    expect(levels.at(-1)).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
    media.setMicrophoneOn(true)
    await vi.advanceTimersByTimeAsync(ONE_TICK_MS)
    expect(levels.at(-1)).toBe(1)
  })

  it('serves those who observed before there was a microphone, and measures the one switched to', async () => {
    const { media, audioContexts } = harness
    media.observeMicrophoneLevel(listen)
    expect(levels).toEqual([0])
    await media.start(MICROPHONE)
    media.selectMicrophone('mic-headset')
    await vi.advanceTimersByTimeAsync(ONE_TICK_MS)
    const sources = audioContexts[0]?.sources ?? []
    expect(sources.map(({ isConnected }) => isConnected)).toEqual([false, true])
    expect(sources[1]?.mediaStream.getTracks()).toEqual([media.getTracks().audio])
  })

  it('asks a suspended context again until a gesture lets it run', async () => {
    const { media, audioContexts } = harness
    await media.start(MICROPHONE)
    media.observeMicrophoneLevel(listen)
    const [context] = audioContexts
    if (context === undefined) throw new Error('No context was made')
    await context.suspend()
    context.needsGesture = true
    context.amplitude = 1
    await vi.advanceTimersByTimeAsync(2_500)
    expect(levels).toEqual([0])
    context.needsGesture = false
    await vi.advanceTimersByTimeAsync(1_100)
    expect(levels.at(-1)).toBe(1)
  })

  it('closes the context on release, and makes another for observers who stayed', async () => {
    const { media, audioContexts } = harness
    await media.start(MICROPHONE)
    media.observeMicrophoneLevel(listen)
    media.release()
    expect(audioContexts.map(({ state }) => state)).toEqual(['closed'])
    expect(vi.getTimerCount()).toBe(0)
    await media.start(MICROPHONE)
    await vi.advanceTimersByTimeAsync(ONE_TICK_MS)
    expect(audioContexts.map(({ state }) => state)).toEqual(['closed', 'running'])
  })
})
