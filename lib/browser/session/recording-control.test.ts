import { describe, expect, it } from 'vitest'
import type { RecordedPerson } from '@/lib/browser/recording/recording-scene'
import { applyCallEvent } from '@/lib/browser/store/call-event'
import { type CallState, createInitialCallState, type ParticipantView } from '@/lib/browser/store/state'
import { FakeRecordings } from '@/lib/testing/fake-recordings'
import { FakeMediaStream } from '@/lib/testing/media-fake-tracks'
import { createFakeTrack } from '@/lib/testing/peer-link-pair'
import { RecordingControl } from './recording-control'

const SELF: RecordedPerson = {
  id: 'self',
  name: 'Ann',
  isCameraOn: true,
  isMuted: false,
  audio: createFakeTrack('audio'),
  video: createFakeTrack('video'),
  screenVideo: null,
  screenAudio: null,
}

const participant = (id: string): ParticipantView => ({
  id,
  name: id,
  isInCall: true,
  isAway: false,
  isHost: false,
  isMuted: false,
  isMicrophoneOn: true,
  isCameraOn: true,
  isRecording: false,
  handRaisedAt: null,
  link: 'connected',
  linkId: null,
  quality: null,
  safetyCode: null,
  stream: new FakeMediaStream([createFakeTrack('audio'), createFakeTrack('video')]),
  screenStream: null,
})

function setUp() {
  const recordings = new FakeRecordings()
  const told: boolean[] = []
  const asked = new Map<string, unknown>()
  let failures = 0
  let self = SELF
  let state: CallState = createInitialCallState('room')
  const control = new RecordingControl({
    environment: {
      epochMs: () => 5_000,
      loadRecorder: async () => recordings.startRecorder,
      loadRecordingFiles: async () => recordings,
    },
    onEvent: (event) => {
      state = applyCallEvent(state, event)
    },
    onFailure: () => {
      failures += 1
    },
    onRecording: (isRecording) => told.push(isRecording),
    describeSelf: () => self,
    watchPicture: (participantId, picture) => {
      const place = `${participantId} ${picture}`
      return { resize: (size) => asked.set(place, size), end: () => asked.delete(place) }
    },
  })
  const come = (...participants: ParticipantView[]) =>
    control.handleEvent({
      type: 'room-changed',
      room: { participants, offers: [], knocks: [], settings: null, isHost: false, isMutedByHost: false },
    })
  return {
    control,
    recordings,
    told,
    asked,
    come,
    failures: () => failures,
    state: () => state,
    changeSelf: (change: Partial<RecordedPerson>) => {
      self = { ...self, ...change }
      control.refresh()
    },
    tileNames: () => recordings.scenes.at(-1)?.tiles.map(({ name }) => name),
  }
}

describe('a recording', () => {
  it('R1 is told to the others before it begins, and until the last of it is kept', async () => {
    const { control, told, recordings, state } = setUp()
    const started = control.start(null)
    expect(told).toEqual([true])
    expect(recordings.running).toBe(0)
    expect(state().recording.status).toBe('starting')
    await started
    expect(state().recording).toEqual({ status: 'on', personId: null, startedAt: 5_000 })
    await control.stop()
    expect(told).toEqual([true, false])
    expect(recordings.running).toBe(0)
    expect(state().recording.status).toBe('off')
    expect(state().keptRecordings).toHaveLength(1)
  })

  it('follows who comes, who goes and whose devices change, and is one recording all the while', async () => {
    const { control, recordings, come, changeSelf, tileNames } = setUp()
    come(participant('bo'))
    await control.start(null)
    expect(tileNames()).toEqual(['Ann', 'bo'])
    come(participant('bo'), participant('cy'))
    expect(tileNames()).toEqual(['Ann', 'bo', 'cy'])
    const audio = createFakeTrack('audio')
    changeSelf({ audio })
    expect(recordings.scenes.at(-1)?.sounds[0]).toBe(audio)
    come({ ...participant('cy'), isInCall: false })
    expect(tileNames()).toEqual(['Ann'])
    expect(recordings.running).toBe(1)
  })

  it('of one person shows nobody else', async () => {
    const { control, come, tileNames } = setUp()
    come(participant('bo'), participant('cy'))
    await control.start('cy')
    expect(tileNames()).toEqual(['cy'])
  })

  it('asks the others for the pictures that it shows, wherever the page shows them, until it ends', async () => {
    const { control, come, asked } = setUp()
    come(participant('bo'), participant('cy'))
    expect([...asked.keys()]).toEqual([])
    await control.start(null)
    expect([...asked.keys()]).toEqual(['bo camera', 'cy camera'])
    const screenStream = new FakeMediaStream([createFakeTrack('video')])
    come({ ...participant('bo'), screenStream })
    expect([...asked.keys()].toSorted()).toEqual(['bo camera', 'bo screen'])
    expect(asked.get('bo screen')).toEqual({ width: 1_280, height: 720 })
    await control.stop()
    expect([...asked.keys()]).toEqual([])
  })

  it('is one at a time', async () => {
    const { control, recordings } = setUp()
    await Promise.all([control.start(null), control.start(null)])
    await control.start('bo')
    expect(recordings.running).toBe(1)
  })

  it.each(['call-ended', 'close'] as const)('ends by %s, and is kept', async (end) => {
    const { control, recordings } = setUp()
    await control.start(null)
    if (end === 'close') control.close()
    else control.handleEvent({ type: 'call-ended', by: 'host', atMs: 9_000 })
    await control.stop()
    expect(recordings).toMatchObject({ running: 0 })
    expect(recordings.kept).toHaveLength(1)
  })

  it('stopped before it has begun is none', async () => {
    const { control, recordings, state, told } = setUp()
    const started = control.start(null)
    await control.stop()
    await started
    expect(recordings.running).toBe(0)
    expect(state().recording.status).toBe('off')
    expect(told.at(-1)).toBe(false)
  })

  it('that cannot begin, or breaks off, says so once, and can be tried again', async () => {
    const { control, recordings, failures, state, told } = setUp()
    recordings.isBroken = true
    await control.start(null)
    expect({ failures: failures(), status: state().recording.status }).toEqual({ failures: 1, status: 'off' })
    recordings.isBroken = false
    await control.start(null)
    recordings.fail()
    recordings.fail()
    await control.stop()
    expect(failures()).toBe(2)
    expect(recordings.running).toBe(0)
    expect(told.at(-1)).toBe(false)
  })
})

describe('kept recordings', () => {
  it('are found, saved and deleted', async () => {
    const { control, recordings, state } = setUp()
    const left = { id: '1-a', startedAtMs: 1, durationMs: 60_000, bytes: 7 }
    recordings.kept = [left]
    await control.findKept()
    expect(state().keptRecordings).toEqual([left])
    await control.save('1-a')
    await control.save('another')
    expect(recordings.saved).toEqual(['1-a'])
    await control.delete('1-a')
    expect(state().keptRecordings).toEqual([])
  })
})
