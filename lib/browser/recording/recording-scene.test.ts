import { describe, expect, it } from 'vitest'
import { createFakeTrack } from '@/lib/testing/peer-link-pair'
import { type RecordedPerson, selectRecordingScene } from './recording-scene'

const person = (id: string, change: Partial<RecordedPerson> = {}): RecordedPerson => ({
  id,
  name: id.toUpperCase(),
  isCameraOn: true,
  isMuted: false,
  audio: createFakeTrack('audio'),
  video: createFakeTrack('video'),
  screenVideo: null,
  screenAudio: null,
  ...change,
})

describe('selectRecordingScene', () => {
  it('shows and plays everybody, screens first', () => {
    const screen = { screenVideo: createFakeTrack('video'), screenAudio: createFakeTrack('audio') }
    const [ann, bo] = [person('ann'), person('bo', screen)]
    expect(selectRecordingScene([ann, bo], 'call')).toEqual({
      tiles: [
        { id: 'screen bo', personId: 'bo', kind: 'screen', name: 'BO', video: screen.screenVideo },
        { id: 'ann', personId: 'ann', kind: 'camera', name: 'ANN', video: ann.video },
        { id: 'bo', personId: 'bo', kind: 'camera', name: 'BO', video: bo.video },
      ],
      sounds: [ann.audio, bo.audio, screen.screenAudio],
    })
  })

  it('shows the name alone of whose camera is off, and plays no sound that nobody hears', () => {
    const off = person('ann', { isCameraOn: false, audio: null })
    const muted = person('bo', { isMuted: true, screenAudio: createFakeTrack('audio') })
    const { tiles, sounds } = selectRecordingScene([off, muted], 'call')
    expect(tiles.map(({ video }) => video)).toEqual([null, muted.video])
    expect(sounds).toEqual([])
  })

  it('of one person takes camera and voice', () => {
    const bo = person('bo', { screenVideo: createFakeTrack('video'), screenAudio: createFakeTrack('audio') })
    expect(selectRecordingScene([person('ann'), bo], { personId: 'bo' })).toEqual({
      tiles: [{ id: 'bo', personId: 'bo', kind: 'camera', name: 'BO', video: bo.video }],
      sounds: [bo.audio],
    })
    expect(selectRecordingScene([bo], { personId: 'who left' })).toEqual({ tiles: [], sounds: [] })
  })
})
