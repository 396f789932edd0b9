import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMediaHarness } from '@/lib/testing/media-harness'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A microphone that hears a voice, and the levels that an observer of the muted one is told. */
async function createTalker() {
  const harness = createMediaHarness()
  await harness.media.start({ microphone: true, camera: false })
  const levels: number[] = []
  const stop = harness.media.observeMutedMicrophoneLevel((level) => levels.push(level))
  return { ...harness, levels, stop }
}

/** Lets the meter look a few times. */
async function look(harness: Awaited<ReturnType<typeof createTalker>>): Promise<void> {
  for (const context of harness.audioContexts) context.amplitude = 0.5
  await vi.advanceTimersByTimeAsync(500)
}

describe('the ear of a muted microphone', () => {
  it('hears the person while they are muted and not while they are heard by all', async () => {
    const talker = await createTalker()
    await look(talker)
    expect(Math.max(...talker.levels)).toBe(0)
    talker.media.setMicrophoneOn(false)
    await look(talker)
    expect(talker.levels.at(-1)).toBeGreaterThan(0.5)
    talker.media.setMicrophoneOn(true)
    expect(talker.levels.at(-1)).toBe(0)
  })

  it('is a copy that is never sent: what is handed out stays the muted track', async () => {
    const talker = await createTalker()
    const { audio } = talker.media.getTracks()
    talker.media.setMicrophoneOn(false)
    expect(talker.media.getTracks().audio).toBe(audio)
    expect(audio?.enabled).toBe(false)
    const [source] = talker.audioContexts.at(-1)?.sources ?? []
    const [copy] = source?.mediaStream.getTracks() ?? []
    expect(copy).not.toBe(audio)
    expect(copy?.enabled).toBe(true)
  })

  it.each(['nobody observes any more', 'the microphone is on again', 'everything is released'])(
    'lets go of the copy when %s',
    async (when) => {
      const talker = await createTalker()
      talker.media.setMicrophoneOn(false)
      const [source] = talker.audioContexts.at(-1)?.sources ?? []
      const [copy] = source?.mediaStream.getTracks() ?? []
      expect(copy?.readyState).toBe('live')
      if (when === 'nobody observes any more') talker.stop()
      else if (when === 'the microphone is on again') talker.media.setMicrophoneOn(true)
      else talker.media.release()
      expect(copy?.readyState).toBe('ended')
    },
  )
})
