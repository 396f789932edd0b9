import { describe, expect, it } from 'vitest'
import type { StartFilter } from '@/lib/browser/media/local-media'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { BackgroundChoice } from '@/lib/browser/store/state'
import { FakeMediaStreamTrack } from '@/lib/testing/media-fake-tracks'
import { createMediaHarness, settle } from '@/lib/testing/media-harness'
import { MemoryStorage } from '@/lib/testing/memory-storage'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { OwnEffects } from './own-effects'
import { loadPreferences, savePreferences } from './stay'
import type { NoticeContent } from './views'

const passThrough: StartFilter = async () => {
  const track = new FakeMediaStreamTrack({ kind: 'video', label: 'filtered', deviceId: '' })
  return { track, stop: () => track.stop() }
}
const refuse: StartFilter = () => Promise.reject(new Error('As the test asked for'))

/** A person's effects over fake devices; what was asked of a background, and what was told. */
function createEffects({ localStorage = new MemoryStorage(), filter = passThrough } = {}) {
  const harness = createMediaHarness()
  const events: CallEvent[] = []
  const notices: NoticeContent[] = []
  const backgrounds: (readonly [BackgroundChoice, string | null])[] = []
  const effects = new OwnEffects({
    environment: {
      clock: new FakeClock(),
      localStorage,
      startVoiceFilter: filter,
      createBackground: (choice, picture) => {
        backgrounds.push([choice, picture])
        return filter
      },
      shrinkPicture: async (file) => {
        if (file.size === 0) throw new Error('No picture')
        return 'data:image/jpeg;base64,AA=='
      },
    },
    devices: harness.media,
    onEvent: (event) => events.push(event),
    onNotice: (notice) => notices.push(notice),
    onVolumes: () => undefined,
  })
  effects.start()
  return { ...harness, effects, events, notices, backgrounds, localStorage }
}

/** @returns Whether the last request for a microphone asked the browser to take noise out. */
function isNoiseAskedAway(requests: readonly MediaStreamConstraints[]): unknown {
  const audio = requests.at(-1)?.audio
  return typeof audio === 'object' ? audio.noiseSuppression : null
}

describe('noise', () => {
  it('is taken out by the browser or by the filter, never by both, and the microphone is opened anew', async () => {
    const { effects, media, devices } = createEffects()
    await media.start({ microphone: true, camera: false })
    expect(isNoiseAskedAway(devices.requests)).toBe(true)
    effects.setNoiseSuppression('strong')
    await settle()
    expect(isNoiseAskedAway(devices.requests)).toBe(false)
    expect(media.getTracks().audio?.label).toBe('filtered')
    effects.setNoiseSuppression('off')
    await settle()
    expect(media.getTracks().audio?.label).not.toBe('filtered')
    expect(devices.liveTracks()).toHaveLength(1)
  })

  it('falls to the browser where the filter cannot run, and says so; the wish is remembered', async () => {
    const { effects, media, devices, filterFailures, notices, localStorage } = createEffects({
      filter: refuse,
    })
    await media.start({ microphone: true, camera: false })
    effects.setNoiseSuppression('strong')
    await settle()
    for (const code of filterFailures) effects.handleFilterFailure(code)
    await settle()
    expect(notices.map(({ code }) => code)).toEqual(['voice-filter-failed'])
    expect(isNoiseAskedAway(devices.requests)).toBe(true)
    expect(media.getSnapshot().microphone.isOn).toBe(true)
    expect(loadPreferences(localStorage).noiseSuppression).toBe('strong')
  })
})

describe('a background', () => {
  it('that was on at the last stay hides the camera from its first frame on', async () => {
    const localStorage = new MemoryStorage()
    savePreferences(localStorage, { background: 'blur' })
    const { media, handedOut } = createEffects({ localStorage })
    await media.start({ microphone: false, camera: true })
    await settle()
    const sent = handedOut.map(({ video }) => video?.label).filter((label) => label !== undefined)
    expect(new Set(sent)).toEqual(new Set(['filtered']))
    expect(media.getSnapshot().camera.isOn).toBe(true)
  })

  it('that fails takes the camera with it, and never lets it be seen', async () => {
    const localStorage = new MemoryStorage()
    savePreferences(localStorage, { background: 'dusk' })
    const created = createEffects({ localStorage, filter: refuse })
    const { media, handedOut, filterFailures, effects, notices, events } = created
    await media.start({ microphone: false, camera: true })
    await settle()
    for (const code of filterFailures) effects.handleFilterFailure(code)
    expect(handedOut.every(({ video }) => video === null)).toBe(true)
    expect(media.getSnapshot().camera.isOn).toBe(false)
    expect(notices.map(({ code }) => code)).toEqual(['background-failed'])
    expect(events.at(-1)).toMatchObject({ type: 'background-changed', background: 'none' })
    // Seen without one by their own wish, and asked for again at the next stay.
    media.setCameraOn(true)
    await settle()
    expect(media.getTracks().video).not.toBeNull()
    expect(loadPreferences(localStorage).background).toBe('dusk')
  })

  it('of the person’s own is kept; where it was lost, the room is blurred', async () => {
    const { effects, backgrounds, localStorage } = createEffects()
    effects.setBackground('own')
    expect(backgrounds).toEqual([])
    await effects.bringPicture(new Blob(['picture']))
    expect(backgrounds).toEqual([['own', 'data:image/jpeg;base64,AA==']])
    expect(createEffects({ localStorage }).backgrounds).toEqual(backgrounds)
    const withoutPicture = new MemoryStorage()
    savePreferences(withoutPicture, { background: 'own' })
    expect(createEffects({ localStorage: withoutPicture }).backgrounds).toEqual([['blur', null]])
  })

  it('of a file that is no picture is refused by a notice', async () => {
    const { effects, backgrounds, notices } = createEffects()
    await effects.bringPicture(new Blob())
    expect(backgrounds).toEqual([])
    expect(notices.map(({ code }) => code)).toEqual(['background-picture-unreadable'])
  })
})

describe('volumes', () => {
  it('are bounded in height and number', () => {
    const { effects, events } = createEffects()
    for (let person = 0; person < 70; person += 1) effects.setVolume(`p${person}`, 0.5)
    effects.setVolume('p69', 7)
    const told = events.findLast((event) => event.type === 'sound-changed')
    expect(Object.keys(told?.sound.volumes ?? {})).toHaveLength(64)
    expect(told?.sound.volumes).toMatchObject({ p69: 1, p68: 0.5 })
  })
})
