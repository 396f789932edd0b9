import { afterEach, describe, expect, it } from 'vitest'
import { createMediaHarness, type MediaHarness, settle } from '@/lib/testing/media-harness'

let harness: MediaHarness

function setUp(): MediaHarness {
  harness = createMediaHarness()
  return harness
}

afterEach(() => {
  expect(harness.endedHandouts).toEqual([])
  expect(harness.earlyStops).toEqual([])
  harness.media.close()
  expect(harness.devices.liveTracks()).toEqual([])
})

describe('sharing the screen', () => {
  it('hands out picture and sound, the picture hinted as detail and shown without sound', async () => {
    const { media, handedOut } = setUp()
    await media.startScreenShare()
    const { screenVideo, screenAudio } = media.getTracks()
    expect(screenVideo).toMatchObject({ kind: 'video', contentHint: 'detail', readyState: 'live' })
    expect(screenAudio).toMatchObject({ kind: 'audio', readyState: 'live' })
    expect(handedOut).toEqual([{ audio: null, video: null, screenVideo, screenAudio }])
    expect(media.getSnapshot().screenStream?.getTracks()).toEqual([screenVideo])
  })

  it('does without sound where the browser gives none', async () => {
    const { media, devices } = setUp()
    devices.screenHasAudio = false
    await media.startScreenShare()
    expect(media.getTracks()).toMatchObject({ screenVideo: { kind: 'video' }, screenAudio: null })
  })

  it.each([
    { canRestrictOwnAudio: true, systemAudio: 'include' },
    { canRestrictOwnAudio: false, systemAudio: 'exclude' },
  ])(
    'asks for the sound of the whole system only without that of the call: $systemAudio',
    async ({ canRestrictOwnAudio, systemAudio }) => {
      const { media, devices } = setUp()
      devices.canRestrictOwnAudio = canRestrictOwnAudio
      await media.startScreenShare()
      expect(devices.screenRequests).toMatchObject([{ systemAudio, audio: { restrictOwnAudio: true } }])
    },
  )

  it('ends by stopScreenShare, and can begin again', async () => {
    const { media, devices } = setUp()
    await media.startScreenShare()
    media.stopScreenShare()
    media.stopScreenShare()
    expect(devices.liveTracks()).toEqual([])
    expect(media.getSnapshot().screenStream).toBeNull()
    await media.startScreenShare()
    expect(media.getTracks().screenVideo).not.toBeNull()
  })

  it('ends by the browser’s own button, sound included', async () => {
    const { media, devices, handedOut } = setUp()
    await media.startScreenShare()
    devices.liveTracks()[0]?.end()
    expect(devices.liveTracks()).toEqual([])
    expect(media.getSnapshot().screenStream).toBeNull()
    expect(handedOut.at(-1)).toMatchObject({ screenVideo: null, screenAudio: null })
  })

  it('goes on when its sound alone ends', async () => {
    const { media, devices } = setUp()
    await media.startScreenShare()
    devices.liveTracks()[1]?.end()
    expect(media.getTracks()).toMatchObject({ screenVideo: { readyState: 'live' }, screenAudio: null })
  })

  it.each([
    ['NotAllowedError', 'screen-denied'],
    ['NotReadableError', 'screen-failed'],
    ['InvalidStateError', 'screen-failed'],
  ] as const)('that fails by %s gives the notice %s, and can be tried again', async (name, code) => {
    const { media, devices, notices } = setUp()
    devices.screenError = name
    await media.startScreenShare()
    expect(notices).toEqual([{ code, fallbackLabel: null }])
    devices.screenError = null
    await media.startScreenShare()
    expect(media.getTracks().screenVideo).not.toBeNull()
  })

  it('opens one picker, however often it is asked', async () => {
    const { media, devices } = setUp()
    const prompt = devices.holdPrompt()
    const starts = [media.startScreenShare(), media.startScreenShare()]
    prompt.allow()
    await Promise.all(starts)
    await media.startScreenShare()
    expect(devices.screenRequests).toHaveLength(1)
  })

  it('stopped before the picker is closed without a choice gives no notice', async () => {
    const { media, devices, notices } = setUp()
    const prompt = devices.holdPrompt()
    const started = media.startScreenShare()
    media.stopScreenShare()
    prompt.deny()
    await started
    expect(notices).toEqual([])
  })

  it.each(['stopScreenShare', 'release', 'close'] as const)(
    '%s while the picker is open stops what is picked after',
    async (end) => {
      const { media, devices, handedOut, notices } = setUp()
      const prompt = devices.holdPrompt()
      const started = media.startScreenShare()
      await settle()
      media[end]()
      prompt.allow()
      await started
      expect(devices.liveTracks()).toEqual([])
      expect(handedOut).toEqual([])
      expect(notices).toEqual([])
    },
  )
})
