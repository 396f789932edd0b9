import { describe, expect, it } from 'vitest'
import { createFakeTrack, LinkPair, NO_MEDIA } from '@/lib/testing/peer-link-pair'
import { readCodec } from './encoding-codec'
import { EncodingWriter } from './encoding-writer'
import type { LinkEncodings, PictureEncoding } from './link-encodings'

const CAMERA: PictureEncoding = {
  active: true,
  maxBitrate: 600_000,
  maxFramerate: 24,
  scaleResolutionDownBy: 2,
  priority: 'low',
}
const ENCODINGS: LinkEncodings = {
  audio: { active: true, maxBitrate: 40_000, priority: 'high' },
  camera: CAMERA,
  screen: { ...CAMERA, scaleResolutionDownBy: 1, priority: 'medium' },
}

async function connect() {
  const pair = new LinkPair({ offererMedia: { ...NO_MEDIA, video: createFakeTrack('video') } })
  await pair.connect()
  const [audio, video] = pair.offerer.connection.getTransceivers()
  if (audio === undefined || video === undefined) throw new Error('no transceivers')
  return { pair, audio: audio.sender, video: video.sender }
}

type FakeSender = Awaited<ReturnType<typeof connect>>['video']

/** The sender as of a browser that refuses some of what it is told. */
const withRefusals = (video: FakeSender, isRefused: (parameters: RTCRtpSendParameters) => boolean) => ({
  ...video,
  getParameters: () => video.getParameters(),
  replaceTrack: async () => undefined,
  setStreams: () => undefined,
  setParameters: async (parameters: RTCRtpSendParameters) => {
    if (isRefused(parameters)) throw new DOMException('', 'InvalidModificationError')
    await video.setParameters(parameters)
  },
})

describe('EncodingWriter', () => {
  it('says the same only once, and again what was refused', async () => {
    const { video } = await connect()
    const errors: unknown[] = []
    const writer = new EncodingWriter((error) => errors.push(error))
    const before = video.parametersSet
    writer.write(video, CAMERA)
    writer.write(video, { ...CAMERA })
    expect(video.parametersSet).toBe(before + 1)
    let asked = 0
    const refusing = withRefusals(video, () => {
      asked += 1
      return true
    })
    writer.write(refusing, CAMERA)
    await Promise.resolve()
    await Promise.resolve()
    writer.write(refusing, CAMERA)
    expect(asked).toBe(2)
    expect(errors).toHaveLength(1)
  })
})

describe('the codec of an encoding', () => {
  it('is one that both ends agreed on, or else the first of them', async () => {
    const { video } = await connect()
    const writer = new EncodingWriter(() => undefined)
    writer.write(video, CAMERA, 'VP9')
    expect(video.codec?.mimeType).toBe('video/VP9')
    expect(video.encoding).toMatchObject(CAMERA)
    writer.write(video, CAMERA, 'AV1')
    expect(video.codec).toBeUndefined()
    writer.write(video, CAMERA, 'VP9')
    writer.write(video, CAMERA, null)
    expect(video.codec).toBeUndefined()
  })

  it('where it is refused is left alone, and the rest is set', async () => {
    const { video } = await connect()
    const errors: unknown[] = []
    const writer = new EncodingWriter((error) => errors.push(error))
    const refusing = withRefusals(video, ({ encodings }) => readCodec(encodings) !== undefined)
    writer.write(refusing, CAMERA, 'VP9')
    await expect.poll(() => video.encoding).toMatchObject(CAMERA)
    writer.write(refusing, { ...CAMERA, maxFramerate: 5 }, 'VP9')
    await expect.poll(() => video.encoding.maxFramerate).toBe(5)
    expect(errors).toHaveLength(1)
  })
})

describe('a refusal', () => {
  it('that comes when something else has been told takes nothing of it back', async () => {
    const { video } = await connect()
    const errors: unknown[] = []
    const writer = new EncodingWriter((error) => errors.push(error))
    let asked = 0
    const slow = withRefusals(video, () => {
      asked += 1
      return asked === 1
    })
    writer.write(slow, CAMERA, 'VP9')
    writer.write(slow, { ...CAMERA, maxFramerate: 5 }, 'VP9')
    await expect.poll(() => errors).toHaveLength(1)
    await Promise.resolve()
    expect(video.encoding.maxFramerate).toBe(5)
    expect(video.codec?.mimeType).toBe('video/VP9')
  })
})

describe('PeerLink.setEncodings', () => {
  it('sets sound, camera, and a screen that begins later', async () => {
    const { pair, audio, video } = await connect()
    pair.offerer.link.setEncodings(ENCODINGS, null)
    expect(audio.encoding).toMatchObject(ENCODINGS.audio)
    expect(video.encoding).toMatchObject(ENCODINGS.camera)
    pair.offerer.startScreen(false)
    const screen = pair.offerer.connection.getTransceivers().at(-1)
    expect(screen?.sender.encoding).toMatchObject(ENCODINGS.screen)
    pair.offerer.link.setEncodings({ ...ENCODINGS, screen: { ...ENCODINGS.screen, maxFramerate: 5 } }, null)
    expect(screen?.sender.encoding.maxFramerate).toBe(5)
    pair.close()
  })

  it('says what there is to send', async () => {
    const { pair } = await connect()
    expect(pair.offerer.link.sources).toEqual({ camera: { width: 1280, height: 720 }, screen: null })
    pair.offerer.setMedia({ video: null })
    expect(pair.offerer.link.sources.camera).toBeNull()
    pair.close()
  })
})
