import { describe, expect, it } from 'vitest'
import { LocalMedia } from '@/lib/browser/media/local-media'
import { FakeMediaDevices } from '@/lib/testing/fake-media-devices'
import { FakeAudioContext } from '@/lib/testing/media-fake-audio-context'
import { FakeMediaStream } from '@/lib/testing/media-fake-tracks'
import { DEVICES, settle } from '@/lib/testing/media-harness'
import { MemoryStorage } from '@/lib/testing/memory-storage'
import { OwnMedia } from './own-media'

/** A person with a microphone that is open and muted, and what a refresh would find of their wishes. */
async function createMuted() {
  const wishes: object[] = []
  const media = new OwnMedia({
    environment: {
      localStorage: new MemoryStorage(),
      createLocalMedia: (callbacks) =>
        new LocalMedia({
          ...callbacks,
          mediaDevices: new FakeMediaDevices(Object.values(DEVICES)),
          createAudioContext: () => new FakeAudioContext(),
          createMediaStream: (tracks) => new FakeMediaStream(tracks),
        }),
    },
    onChange: () => undefined,
    onTracks: () => undefined,
    onNotice: () => undefined,
    onFilterFailure: () => undefined,
    onWish: (wish) => wishes.push(wish),
  })
  await media.start({ microphone: true, camera: false })
  media.toggleMicrophone()
  wishes.length = 0
  return { media, wishes, isOn: () => media.devices.getSnapshot().microphone.isOn }
}

describe('push to talk', () => {
  it('is on while it is held and muted again after, without being a wish that a refresh finds', async () => {
    const { media, wishes, isOn } = await createMuted()
    media.pushToTalk(true)
    expect(isOn()).toBe(true)
    media.pushToTalk(false)
    expect(isOn()).toBe(false)
    expect(wishes).toEqual([])
  })

  it('leaves on what is on, when it is let go as well', async () => {
    const { media, isOn } = await createMuted()
    media.toggleMicrophone()
    media.pushToTalk(true)
    media.pushToTalk(false)
    expect(isOn()).toBe(true)
  })

  it('becomes a microphone that is on when it is unmuted meanwhile', async () => {
    const { media, wishes, isOn } = await createMuted()
    media.pushToTalk(true)
    media.toggleMicrophone()
    media.pushToTalk(false)
    expect(isOn()).toBe(true)
    expect(wishes).toEqual([{ isMicrophoneOn: true }])
  })

  it('gives nobody a voice whom a host has muted, before it is held or while it is', async () => {
    const { media, isOn } = await createMuted()
    media.pushToTalk(true)
    media.setMutedByHost(true)
    expect(isOn()).toBe(false)
    media.pushToTalk(false)
    media.pushToTalk(true)
    await settle()
    expect(isOn()).toBe(false)
  })
})
