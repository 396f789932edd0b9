import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMediaHarness, DEVICES, type MediaHarness, settle } from '@/lib/testing/media-harness'

const BOTH = { microphone: true, camera: true }

let harness: MediaHarness
let now = 0

async function setUpStarted(...args: Parameters<typeof createMediaHarness>): Promise<MediaHarness> {
  harness = createMediaHarness(...args)
  await harness.media.start(BOTH)
  return harness
}

beforeEach(() => {
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(harness.endedHandouts).toEqual([])
  expect(harness.earlyStops).toEqual([])
  harness.media.close()
  expect(harness.devices.liveTracks()).toEqual([])
})

describe('the device lists', () => {
  it('pass empty labels through until access is granted, then name the devices', async () => {
    harness = createMediaHarness()
    const { media } = harness
    await media.start({ microphone: false, camera: false })
    await settle()
    expect(media.getSnapshot().cameras).toEqual([
      { id: DEVICES.camera.id, label: '' },
      { id: DEVICES.webcam.id, label: '' },
    ])
    media.setCameraOn(true)
    await settle()
    expect(media.getSnapshot().microphones).toEqual([
      { id: DEVICES.microphone.id, label: DEVICES.microphone.label },
      { id: DEVICES.headset.id, label: DEVICES.headset.label },
    ])
  })

  it('show what the last event of a burst announced, without a look for each', async () => {
    const { media, devices } = await setUpStarted([DEVICES.microphone, DEVICES.camera])
    await settle()
    const listings = devices.listings
    const release = devices.holdListing()
    devices.announceChange()
    for (let count = 0; count < 20; count += 1) devices.announceChange()
    devices.plug(DEVICES.headset)
    release()
    await settle()
    expect(media.getSnapshot().microphones.map(({ id }) => id)).toEqual([
      DEVICES.microphone.id,
      DEVICES.headset.id,
    ])
    expect(devices.listings - listings).toBe(2)
  })

  it('survive a listing that is refused', async () => {
    const { media, devices } = await setUpStarted()
    await settle()
    const before = media.getSnapshot().cameras
    vi.spyOn(devices, 'enumerateDevices').mockRejectedValueOnce(new DOMException('policy', 'NotAllowedError'))
    devices.announceChange()
    await settle()
    expect(media.getSnapshot().cameras).toBe(before)
    devices.plug({ kind: 'camera', id: 'third', label: 'Third' })
    await settle()
    expect(media.getSnapshot().cameras).toHaveLength(3)
  })

  it('grow by a new device without anything else changing', async () => {
    const { media, devices } = await setUpStarted([DEVICES.microphone, DEVICES.camera])
    const tracks = media.getTracks()
    devices.plug(DEVICES.webcam)
    await settle()
    expect(media.getSnapshot().cameras).toHaveLength(2)
    expect(media.getTracks()).toEqual(tracks)
    expect(devices.requests).toHaveLength(1)
  })
})

describe('choosing a device', () => {
  it('changes over with the new track handed out before the old one stops', async () => {
    const { media, devices, handedOut } = await setUpStarted()
    const old = media.getTracks().video
    media.selectCamera(DEVICES.webcam.id)
    expect(media.getTracks().video).toBe(old)
    await settle()
    expect(media.getTracks().video?.label).toBe(DEVICES.webcam.label)
    expect(media.getSnapshot().camera).toEqual({
      isOn: true,
      isStarting: false,
      deviceId: DEVICES.webcam.id,
      error: null,
    })
    expect(old?.readyState).toBe('ended')
    expect(handedOut.slice(-2).map(({ video }) => video?.label)).toEqual([
      DEVICES.camera.label,
      DEVICES.webcam.label,
    ])
    expect(devices.requests.at(-1)).toMatchObject({ video: { deviceId: { exact: DEVICES.webcam.id } } })
    expect(devices.requests.at(-1)).not.toHaveProperty('audio')
  })

  it('mute stays mute through a switch, and through the unmute after it', async () => {
    const { media, handedOut } = await setUpStarted()
    media.setMicrophoneOn(false)
    media.selectMicrophone(DEVICES.headset.id)
    await settle()
    const { audio } = media.getTracks()
    expect(audio).toMatchObject({ label: DEVICES.headset.label, enabled: false })
    expect(handedOut.at(-1)?.audio).toBe(audio)
    expect(media.getSnapshot().microphone).toMatchObject({ isOn: false, deviceId: DEVICES.headset.id })
    media.setMicrophoneOn(true)
    expect(audio?.enabled).toBe(true)
  })

  it('the latest of quick choices wins and the others are stopped', async () => {
    const { media, devices } = await setUpStarted()
    const prompt = devices.holdPrompt()
    media.selectCamera(DEVICES.webcam.id)
    media.selectCamera(DEVICES.camera.id)
    media.selectCamera(DEVICES.webcam.id)
    prompt.allow()
    await settle()
    expect(media.getTracks().video?.label).toBe(DEVICES.webcam.label)
    expect(devices.liveTracks()).toHaveLength(2)
  })

  it('while the first request is open is what opens in the end', async () => {
    harness = createMediaHarness()
    const { media, devices, handedOut } = harness
    const prompt = devices.holdPrompt()
    media.setCameraOn(true)
    media.selectCamera(DEVICES.webcam.id)
    prompt.allow()
    await settle()
    expect(handedOut.map(({ video }) => video?.label)).toEqual([DEVICES.webcam.label])
    expect(devices.liveTracks()).toHaveLength(1)
  })

  it('back to the first while the switch is under way keeps the first', async () => {
    const { media, devices } = await setUpStarted()
    const { video } = media.getTracks()
    const prompt = devices.holdPrompt()
    media.selectCamera(DEVICES.webcam.id)
    media.selectCamera(DEVICES.camera.id)
    prompt.allow()
    await settle()
    expect(media.getTracks().video).toBe(video)
    expect(devices.liveTracks()).toHaveLength(2)
  })

  it('of the device in use asks for nothing', async () => {
    const { media, devices } = await setUpStarted()
    media.selectCamera(DEVICES.camera.id)
    await settle()
    expect(devices.requests).toHaveLength(1)
  })

  it('while the camera is off holds for the next time', async () => {
    const { media, devices } = await setUpStarted()
    media.setCameraOn(false)
    media.selectCamera(DEVICES.webcam.id)
    await settle()
    expect(devices.requests).toHaveLength(1)
    expect(media.getSnapshot().camera.deviceId).toBe(DEVICES.webcam.id)
    media.setCameraOn(true)
    await settle()
    expect(media.getTracks().video?.label).toBe(DEVICES.webcam.label)
  })

  it('that cannot start keeps the one from before and says so', async () => {
    const { media, devices, notices } = await setUpStarted()
    devices.fail(DEVICES.webcam.id, 'NotReadableError')
    media.selectCamera(DEVICES.webcam.id)
    await settle()
    expect(media.getSnapshot().camera).toEqual({
      isOn: true,
      isStarting: false,
      deviceId: DEVICES.camera.id,
      error: null,
    })
    expect(notices).toEqual([{ code: 'camera-busy', fallbackLabel: DEVICES.camera.label }])
    expect(devices.liveTracks()).toHaveLength(2)
  })

  it('works where one camera at a time can run, as on phones', async () => {
    const { media, devices, notices } = await setUpStarted()
    devices.hasOneCameraAtATime = true
    media.selectCamera(DEVICES.webcam.id)
    await settle()
    expect(media.getTracks().video?.label).toBe(DEVICES.webcam.label)
    expect(notices).toEqual([])
  })

  it('after a failure asks again', async () => {
    const { media, devices } = await setUpStarted()
    media.setCameraOn(false)
    devices.fail(DEVICES.camera.id, 'NotReadableError')
    media.setCameraOn(true)
    await settle()
    expect(media.getSnapshot().camera.error).toBe('camera-busy')
    media.selectCamera(DEVICES.webcam.id)
    await settle()
    expect(media.getSnapshot().camera).toMatchObject({ isOn: true, error: null, deviceId: DEVICES.webcam.id })
  })
})

describe('a device that is unplugged', () => {
  it('is replaced by another of its kind, by name', async () => {
    const { media, devices, notices } = await setUpStarted()
    media.selectMicrophone(DEVICES.headset.id)
    await settle()
    devices.unplug(DEVICES.headset.id)
    expect(media.getTracks().audio).toBeNull()
    await settle()
    expect(media.getTracks().audio?.label).toBe(DEVICES.microphone.label)
    expect(media.getSnapshot().microphone).toMatchObject({ isOn: true, deviceId: DEVICES.microphone.id })
    expect(notices).toEqual([{ code: 'microphone-lost', fallbackLabel: DEVICES.microphone.label }])
  })

  it('stays muted through the fallback', async () => {
    const { media, devices } = await setUpStarted()
    media.setMicrophoneOn(false)
    devices.unplug(DEVICES.microphone.id)
    await settle()
    expect(media.getTracks().audio).toMatchObject({ label: DEVICES.headset.label, enabled: false })
    expect(media.getSnapshot().microphone.isOn).toBe(false)
  })

  it('is lost where there is no other, until one is plugged in and asked for', async () => {
    const { media, devices, notices } = await setUpStarted([DEVICES.microphone, DEVICES.camera])
    devices.unplug(DEVICES.camera.id)
    await settle()
    expect(media.getSnapshot()).toMatchObject({
      camera: { isOn: false, isStarting: false, error: 'camera-lost' },
      microphone: { isOn: true },
      previewStream: null,
    })
    expect(notices).toEqual([{ code: 'camera-lost', fallbackLabel: null }])
    devices.plug(DEVICES.webcam)
    await settle()
    expect(media.getSnapshot().camera.error).toBe('camera-lost')
    media.retry()
    await settle()
    expect(media.getSnapshot().camera).toMatchObject({ isOn: true, error: null, deviceId: DEVICES.webcam.id })
  })

  it('whose access was withdrawn is denied and not lost', async () => {
    const { media, devices, notices } = await setUpStarted()
    devices.fail('camera', 'NotAllowedError')
    devices.unplug(DEVICES.camera.id)
    await settle()
    expect(media.getSnapshot().camera.error).toBe('camera-denied')
    expect(notices).toEqual([])
  })

  it('is not handed out between its end and the event that tells of it', async () => {
    const { media, devices, handedOut } = await setUpStarted()
    const [, video] = devices.liveTracks()
    video?.endSilently()
    expect(media.getTracks().video).toBeNull()
    await media.startScreenShare()
    expect(handedOut.at(-1)).toMatchObject({ video: null, screenVideo: { kind: 'video' } })
    video?.end()
    await settle()
    expect(media.getSnapshot().camera.isOn).toBe(true)
  })

  it('turned off during the search for another stays off', async () => {
    const { media, devices, notices } = await setUpStarted()
    const prompt = devices.holdPrompt()
    devices.unplug(DEVICES.camera.id)
    media.setCameraOn(false)
    prompt.allow()
    await settle()
    expect(media.getSnapshot().camera).toMatchObject({ isOn: false, isStarting: false, error: null })
    expect(devices.liveTracks()).toHaveLength(1)
    media.setCameraOn(true)
    await settle()
    expect(media.getSnapshot().camera.isOn).toBe(true)
    expect(notices).toEqual([])
  })

  it('unplugged again and again is followed, but a stand-in that ends at once is given up', async () => {
    const { media, devices, notices } = await setUpStarted()
    devices.unplug(DEVICES.camera.id)
    await settle()
    devices.plug(DEVICES.camera)
    now += 60_000
    devices.unplug(DEVICES.webcam.id)
    await settle()
    expect(media.getTracks().video?.label).toBe(DEVICES.camera.label)
    devices.plug(DEVICES.webcam)
    now += 1_000
    devices.unplug(DEVICES.camera.id)
    await settle()
    expect(media.getSnapshot().camera.error).toBe('camera-lost')
    expect(notices.map(({ fallbackLabel }) => fallbackLabel)).toEqual([
      DEVICES.webcam.label,
      DEVICES.camera.label,
      null,
    ])
  })
})
