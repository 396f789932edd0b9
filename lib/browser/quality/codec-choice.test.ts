import { describe, expect, it } from 'vitest'
import type { PictureCodec } from '@/lib/protocol/link-messages'
import { chooseCodec, readCodecAbilities } from './codec-choice'

describe('chooseCodec', () => {
  it.each<[encodes: PictureCodec[], decodedByPeer: PictureCodec[], chosen: PictureCodec | null]>([
    [[], [], null],
    [['H264'], [], null],
    [[], ['H264', 'VP9'], null],
    [['H264'], ['VP9', 'H264'], 'H264'],
    [['VP8', 'H264'], ['VP8', 'H264'], 'H264'],
    [['H264', 'VP9', 'AV1'], ['H264', 'VP9', 'AV1'], 'AV1'],
    [['H264', 'VP9', 'AV1'], ['H264', 'VP9'], 'VP9'],
  ])('encoding %j to a peer that decodes %j sends %j', (encodes, decodedByPeer, chosen) => {
    expect(chooseCodec({ encodes, decodes: [] }, decodedByPeer)).toBe(chosen)
  })
})

describe('readCodecAbilities', () => {
  it('takes what the browser does at no cost, and nothing where it does not tell', async () => {
    const is = (powerEfficient: boolean) => ({ powerEfficient })
    const abilities = await readCodecAbilities({
      encodingInfo: async ({ type, video }) => {
        if (video?.contentType === 'video/AV1') throw new TypeError('not a content type')
        return is(type === 'webrtc' && video?.contentType === 'video/H264')
      },
      decodingInfo: async ({ type }) => is(type === 'webrtc'),
    })
    expect(abilities).toEqual({ encodes: ['H264'], decodes: ['AV1', 'VP9', 'H264', 'VP8'] })
    expect(await readCodecAbilities(undefined)).toEqual({ encodes: [], decodes: [] })
  })
})
