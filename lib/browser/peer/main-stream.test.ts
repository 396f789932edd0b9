import { beforeEach, describe, expect, it } from 'vitest'
import { FakeMediaStream, FakeRemoteTrack } from '@/lib/testing/media-fake-tracks'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { MainStream } from './main-stream'

describe('MainStream', () => {
  let clock: FakeClock
  let main: MainStream
  let audio: FakeRemoteTrack
  let video: FakeRemoteTrack
  let changes: number

  beforeEach(() => {
    clock = new FakeClock()
    changes = 0
    main = new MainStream({
      stream: new FakeMediaStream(),
      clock,
      signal: new AbortController().signal,
      onChange: () => {
        changes += 1
      },
    })
    audio = new FakeRemoteTrack('audio')
    video = new FakeRemoteTrack('video')
    for (const track of [audio, video]) main.add(track)
  })

  it('has the picture from before its first packet, so that the first frame is seen', async () => {
    expect(main.stream.getTracks()).toEqual([audio, video])
    await clock.advance(10_000)
    expect(main.stream.getTracks()).toEqual([audio, video])
  })

  it('keeps a picture that comes soon after the sound', async () => {
    audio.unmute()
    await clock.advance(200)
    video.unmute()
    await clock.advance(10_000)
    expect(main.stream.getTracks()).toEqual([audio, video])
    expect(changes).toBe(0)
  })

  it('lets sound be heard without a picture, and takes the picture in when it comes', async () => {
    let removals = 0
    main.stream.addEventListener('removetrack', () => {
      removals += 1
    })
    audio.unmute()
    await clock.advance(400)
    expect(main.stream.getTracks()).toEqual([audio])
    expect(removals).toBe(1)
    video.unmute()
    expect(main.stream.getTracks()).toEqual([audio, video])
    expect(changes).toBe(1)
  })
})
