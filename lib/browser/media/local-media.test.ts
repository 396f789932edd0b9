import { afterEach, describe, expect, it } from 'vitest'
import { createMediaHarness, DEVICES, type MediaHarness, settle } from '@/lib/testing/media-harness'

const BOTH = { microphone: true, camera: true }
const ON = { isOn: true, isStarting: false, error: null }
const OFF = { isOn: false, isStarting: false, error: null }

let harness: MediaHarness

function setUp(...args: Parameters<typeof createMediaHarness>): MediaHarness {
  harness = createMediaHarness(...args)
  return harness
}

afterEach(() => {
  expect(harness.endedHandouts).toEqual([])
  expect(harness.earlyStops).toEqual([])
  harness.media.close()
  expect(harness.devices.liveTracks()).toEqual([])
})

describe('start', () => {
  it('opens both with one request and hands both out', async () => {
    const { media, devices, handedOut } = setUp()
    await media.start(BOTH)
    expect(devices.requests).toEqual([
      {
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
      },
    ])
    expect(media.getSnapshot()).toMatchObject({
      microphone: { ...ON, deviceId: DEVICES.microphone.id },
      camera: { ...ON, deviceId: DEVICES.camera.id },
    })
    const tracks = media.getTracks()
    expect(tracks.audio?.label).toBe(DEVICES.microphone.label)
    expect(tracks.video?.label).toBe(DEVICES.camera.label)
    expect(handedOut.at(-1)).toEqual(tracks)
    expect(media.getSnapshot().previewStream?.getTracks()).toEqual([tracks.video])
  })

  it('shows both as starting while the person has not answered', async () => {
    const { media, devices } = setUp()
    const prompt = devices.holdPrompt()
    const started = media.start(BOTH)
    expect(media.getSnapshot()).toMatchObject({
      microphone: { isOn: false, isStarting: true },
      camera: { isOn: false, isStarting: true },
    })
    prompt.allow()
    await started
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: ON })
  })

  it.each([
    ['camera', 'NotAllowedError', 'camera-denied'],
    ['camera', 'NotReadableError', 'camera-busy'],
    ['microphone', 'NotAllowedError', 'microphone-denied'],
    ['microphone', 'AbortError', 'microphone-busy'],
  ] as const)('a %s that fails by %s does not cost the other', async (kind, name, code) => {
    const { media, devices } = setUp()
    devices.fail(kind, name)
    await media.start(BOTH)
    const other = kind === 'camera' ? 'microphone' : 'camera'
    const snapshot = media.getSnapshot()
    expect(snapshot[kind]).toMatchObject({ isOn: false, isStarting: false, error: code })
    expect(snapshot[other]).toMatchObject(ON)
    expect(devices.liveTracks()).toHaveLength(1)
  })

  it('a missing camera does not cost the microphone', async () => {
    const { media } = setUp([DEVICES.microphone])
    await media.start(BOTH)
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: { error: 'camera-missing' } })
  })

  it('tells both failures apart', async () => {
    const { media, devices } = setUp([DEVICES.microphone])
    devices.fail('microphone', 'NotAllowedError')
    await media.start(BOTH)
    expect(media.getSnapshot()).toMatchObject({
      microphone: { error: 'microphone-denied' },
      camera: { error: 'camera-missing' },
    })
    expect(media.getTracks()).toEqual({ audio: null, video: null, screenVideo: null, screenAudio: null })
  })

  it('opens no device that is to be off, and its own when it is turned on', async () => {
    const { media, devices } = setUp()
    await media.start({ microphone: false, camera: false })
    expect(devices.requests).toEqual([])
    expect(media.getSnapshot()).toMatchObject({ microphone: OFF, camera: OFF })
    media.setMicrophoneOn(true)
    await settle()
    expect(devices.liveTracks().map((track) => track.kind)).toEqual(['audio'])
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: OFF })
  })

  it('on an insecure origin says so and asks for nothing', async () => {
    const { media, notices } = setUp([], { isInsecure: true })
    await media.start(BOTH)
    expect(media.getSnapshot()).toMatchObject({
      microphone: { isOn: false, isStarting: false, error: 'insecure-origin' },
      camera: { isOn: false, isStarting: false, error: 'insecure-origin' },
    })
    await media.startScreenShare()
    expect(notices).toEqual([{ code: 'insecure-origin', fallbackLabel: null }])
  })

  it('opens the chosen devices', async () => {
    const { media } = setUp()
    await media.start({ ...BOTH, microphoneId: DEVICES.headset.id, cameraId: DEVICES.webcam.id })
    expect(media.getSnapshot()).toMatchObject({
      microphone: { ...ON, deviceId: DEVICES.headset.id },
      camera: { ...ON, deviceId: DEVICES.webcam.id },
    })
  })

  it.each([
    ['gone', DEVICES.webcam.id, DEVICES.microphone.id, DEVICES.webcam.id],
    [DEVICES.headset.id, 'gone', DEVICES.headset.id, DEVICES.camera.id],
    ['gone', 'gone', DEVICES.microphone.id, DEVICES.camera.id],
    ['gone', null, DEVICES.microphone.id, DEVICES.camera.id],
    [null, 'gone', DEVICES.microphone.id, DEVICES.camera.id],
  ])('of the choices %s and %s takes what is there, never asking for one alone', async (...row) => {
    const [microphoneId, cameraId, microphoneUsed, cameraUsed] = row
    const { media, devices } = setUp()
    await media.start({ ...BOTH, microphoneId, cameraId })
    expect(media.getSnapshot()).toMatchObject({
      microphone: { ...ON, deviceId: microphoneUsed },
      camera: { ...ON, deviceId: cameraUsed },
    })
    expect(devices.requests.every(({ audio, video }) => audio && video)).toBe(true)
  })

  it('takes the default for a chosen device that is gone when it asks for one alone', async () => {
    const { media } = setUp()
    await media.start({ microphone: false, camera: true, cameraId: 'gone' })
    expect(media.getSnapshot().camera).toMatchObject({ ...ON, deviceId: DEVICES.camera.id })
  })
})

describe('turning on and off', () => {
  it('mutes by disabling the track that is handed out, and unmutes without a request', async () => {
    const { media, devices, handedOut } = setUp()
    await media.start(BOTH)
    const { audio } = media.getTracks()
    const handouts = handedOut.length
    media.setMicrophoneOn(false)
    expect(audio).toMatchObject({ enabled: false, readyState: 'live' })
    expect(media.getSnapshot().microphone).toMatchObject(OFF)
    media.setMicrophoneOn(true)
    expect(audio).toMatchObject({ enabled: true, readyState: 'live' })
    expect(media.getSnapshot().microphone).toMatchObject(ON)
    expect(devices.requests).toHaveLength(1)
    expect(handedOut).toHaveLength(handouts)
  })

  it('closes a camera that is off and opens it again', async () => {
    const { media, devices, handedOut } = setUp()
    await media.start(BOTH)
    const first = media.getTracks().video
    media.setCameraOn(false)
    expect(first?.readyState).toBe('ended')
    expect(handedOut.at(-1)?.video).toBeNull()
    expect(media.getSnapshot()).toMatchObject({ camera: OFF, previewStream: null })
    media.setCameraOn(true)
    expect(media.getSnapshot().camera).toMatchObject({ isOn: false, isStarting: true })
    await settle()
    expect(media.getSnapshot().camera).toMatchObject(ON)
    expect(handedOut.at(-1)?.video).not.toBe(first)
    expect(devices.liveTracks()).toHaveLength(2)
  })

  it.each([
    [[true, false, true], true],
    [[false, true, false], false],
    [[false, true, false, true], true],
    [[true, false, true, false], false],
  ])('ends with the last of the wishes %o, made while one request is open', async (wishes, isOn) => {
    const { media, devices } = setUp()
    await media.start({ microphone: false, camera: false })
    const prompt = devices.holdPrompt()
    for (const wish of wishes) media.setCameraOn(wish)
    expect(devices.requests).toHaveLength(1)
    expect(media.getSnapshot().camera.isStarting).toBe(isOn)
    prompt.allow()
    await settle()
    expect(media.getSnapshot().camera).toMatchObject({ isOn, isStarting: false, error: null })
    expect(devices.liveTracks()).toHaveLength(isOn ? 1 : 0)
    expect(devices.requests).toHaveLength(1)
  })

  it('a refusal that comes after the wish has changed is nobody’s error', async () => {
    const { media, devices } = setUp()
    await media.start({ microphone: false, camera: false })
    const prompt = devices.holdPrompt()
    media.setCameraOn(true)
    media.setCameraOn(false)
    prompt.deny()
    await settle()
    expect(media.getSnapshot().camera).toMatchObject(OFF)
    media.setCameraOn(true)
    await settle()
    expect(media.getSnapshot().camera).toMatchObject(ON)
  })

  it('the microphone muted while its prompt is open is not opened', async () => {
    const { media, devices } = setUp()
    const prompt = devices.holdPrompt()
    const started = media.start(BOTH)
    media.setMicrophoneOn(false)
    prompt.allow()
    await started
    expect(media.getSnapshot()).toMatchObject({ microphone: OFF, camera: ON })
    expect(devices.liveTracks().map((track) => track.kind)).toEqual(['video'])
  })

  it('what was turned off while the prompt was open is not asked for alone after a refusal', async () => {
    const { media, devices } = setUp()
    const prompt = devices.holdPrompt()
    const started = media.start(BOTH)
    media.setCameraOn(false)
    prompt.deny()
    await started
    expect(devices.requests.map(({ audio, video }) => [Boolean(audio), Boolean(video)])).toEqual([
      [true, true],
      [true, false],
    ])
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: OFF })
  })

  it('a device that has gone by the time its track arrives is missing', async () => {
    const { media, devices } = setUp()
    devices.isGoneOnArrival = true
    await media.start(BOTH)
    expect(media.getSnapshot()).toMatchObject({
      microphone: { isOn: false, error: 'microphone-missing' },
      camera: { isOn: false, error: 'camera-missing' },
    })
  })

  it('a denied prompt breaks no later request', async () => {
    const { media, devices } = setUp()
    devices.fail('microphone', 'NotAllowedError')
    devices.fail('camera', 'NotAllowedError')
    await media.start(BOTH)
    devices.mend('microphone')
    devices.mend('camera')
    media.retry()
    await settle()
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: ON })
  })
})

describe('release and close', () => {
  it('release stops every track, screen included, and start opens again', async () => {
    const { media, devices, handedOut } = setUp()
    await media.start(BOTH)
    await media.startScreenShare()
    expect(devices.liveTracks()).toHaveLength(4)
    media.release()
    expect(devices.liveTracks()).toEqual([])
    expect(handedOut.at(-1)).toEqual({ audio: null, video: null, screenVideo: null, screenAudio: null })
    expect(media.getSnapshot()).toMatchObject({ microphone: OFF, camera: OFF, previewStream: null })
    await media.start(BOTH)
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: ON })
  })

  it.each(['release', 'close'] as const)(
    '%s while the prompt is open stops what arrives after',
    async (end) => {
      const { media, devices, handedOut } = setUp()
      const prompt = devices.holdPrompt()
      const started = media.start(BOTH)
      media[end]()
      prompt.allow()
      await started
      expect(devices.liveTracks()).toEqual([])
      expect(handedOut).toEqual([])
    },
  )

  it('start after release adopts the answer to the prompt that is still open', async () => {
    const { media, devices } = setUp()
    const prompt = devices.holdPrompt()
    const first = media.start(BOTH)
    media.release()
    const second = media.start(BOTH)
    prompt.allow()
    await Promise.all([first, second])
    expect(devices.requests).toHaveLength(1)
    expect(media.getSnapshot()).toMatchObject({ microphone: ON, camera: ON })
  })

  it('close is final and quiet', async () => {
    const { media, devices, snapshots, handedOut } = setUp()
    await media.start(BOTH)
    await settle()
    media.close()
    const told = [snapshots.length, handedOut.length, devices.listings]
    media.close()
    media.setMicrophoneOn(true)
    media.setCameraOn(true)
    media.selectCamera(DEVICES.webcam.id)
    media.retry()
    await media.start(BOTH)
    await media.startScreenShare()
    devices.plug({ kind: 'camera', id: 'late', label: 'Late' })
    await settle()
    expect([snapshots.length, handedOut.length, devices.listings]).toEqual(told)
    expect(devices.requests).toHaveLength(1)
    expect(devices.screenRequests).toEqual([])
  })
})

describe('the snapshot', () => {
  it('is told once a change, and its parts keep their identity', async () => {
    const { media, snapshots } = setUp()
    await media.start(BOTH)
    await settle()
    const before = media.getSnapshot()
    const told = snapshots.length
    media.setMicrophoneOn(true)
    expect(snapshots).toHaveLength(told)
    media.setMicrophoneOn(false)
    expect(snapshots).toHaveLength(told + 1)
    const after = media.getSnapshot()
    expect(after).not.toBe(before)
    expect(after.camera).toBe(before.camera)
    expect(after.cameras).toBe(before.cameras)
    expect(after.previewStream).toBe(before.previewStream)
  })
})
