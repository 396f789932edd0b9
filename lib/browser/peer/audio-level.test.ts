import { describe, expect, it } from 'vitest'
import { FakeTransceiver } from '@/lib/testing/peer-fake-transceiver'
import { readAudioLevel } from './audio-level'

function createTransceiver(kind: 'audio' | 'video', audioLevel: number | null): FakeTransceiver {
  const transceiver = new FakeTransceiver({
    kind,
    direction: 'sendrecv',
    track: null,
    streamIds: [],
    onChange: () => undefined,
  })
  transceiver.audioLevel = audioLevel
  return transceiver
}

describe('readAudioLevel', () => {
  it.each([
    { what: 'nothing before there are transceivers', transceivers: [], level: 0 },
    { what: 'nothing before the first packet', transceivers: [createTransceiver('audio', null)], level: 0 },
    {
      what: 'the microphone, and not the sound of a screen',
      transceivers: [
        createTransceiver('video', null),
        createTransceiver('audio', 0.25),
        createTransceiver('audio', 1),
      ],
      level: 0.25,
    },
  ])('is that of $what', ({ transceivers, level }) => {
    expect(readAudioLevel({ getTransceivers: () => transceivers })).toBe(level)
  })
})
