import { beforeEach, describe, expect, it } from 'vitest'
import type { LinkEncodings } from '@/lib/browser/peer/link-encodings'
import type { LinkState, PeerMessage } from '@/lib/browser/peer/peer-link'
import type { PictureCodec } from '@/lib/protocol/link-messages'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import type { LinkQuality } from './link-quality'
import { MeshController, type MeshControllerOptions, type MeshLink, type PeerWord } from './mesh-controller'

/** A link whose statistics grow with the time, and that notes what it is told. */
class StubLink implements MeshLink {
  readonly participantId: string
  isWarm = true
  snapshot: { state: LinkState } = { state: 'connected' }
  availableBps = 9_000_000
  rttMs = 40
  readonly encodings: LinkEncodings[] = []
  codec: PictureCodec | null = null
  readonly messages: PeerMessage[] = []
  readonly link: MeshLink['link']
  isBroken = false

  constructor(participantId: string, clock: FakeClock) {
    this.participantId = participantId
    this.link = {
      id: `link-${participantId}`,
      sources: { camera: { width: 1280, height: 720 }, screen: null },
      setEncodings: (encodings, codec) => {
        this.encodings.push(encodings)
        this.codec = codec
      },
      send: (message) => this.messages.push(message),
      getStats: async () => {
        if (this.isBroken) throw new DOMException('closed', 'InvalidStateError')
        const bytes = clock.now() * 100
        return new Map<string, object>([
          ['T', { id: 'T', type: 'transport', selectedCandidatePairId: 'P' }],
          [
            'P',
            {
              id: 'P',
              type: 'candidate-pair',
              bytesReceived: bytes,
              bytesSent: bytes,
              availableOutgoingBitrate: this.availableBps,
              currentRoundTripTime: this.rttMs / 1_000,
            },
          ],
        ])
      },
    }
  }

  get camera(): LinkEncodings['camera'] | undefined {
    return this.encodings.at(-1)?.camera
  }
}

let clock: FakeClock
let links: StubLink[]
let words: Map<string, PeerWord>
let qualities: [string, LinkQuality][]
let controller: MeshController

beforeEach(() => {
  clock = new FakeClock()
  links = []
  words = new Map()
  qualities = []
  controller = createController(undefined)
})

function createController(mediaCapabilities: MeshControllerOptions['mediaCapabilities']): MeshController {
  return new MeshController({
    clock,
    cores: 8,
    mediaCapabilities,
    links: () => links,
    wordOf: (id) => words.get(id) ?? { view: {}, strain: 'none', decodes: [] },
    onQuality: (id, quality) => qualities.push([id, quality]),
  })
}

function join(name: string): StubLink {
  const link = new StubLink(name, clock)
  links.push(link)
  controller.noteLinks()
  return link
}

describe('MeshController', () => {
  it('gives a second link its share at once, and takes it from the first at once', () => {
    const ann = join('ann')
    expect(ann.camera?.maxBitrate).toBe(1_700_000)
    const bo = join('bo')
    expect(ann.camera?.maxBitrate).toBe(900_000)
    expect(bo.camera?.maxBitrate).toBe(900_000)
  })

  it('leaves a link alone whose first pictures have not gone out, and counts it all the same', () => {
    const ann = join('ann')
    const bo = new StubLink('bo', clock)
    bo.isWarm = false
    links.push(bo)
    controller.noteLinks()
    expect(bo.encodings).toEqual([])
    expect(ann.camera?.maxBitrate).toBe(900_000)
  })

  it('L8 follows what a peer says of its page, many words within a moment once', async () => {
    const ann = join('ann')
    const before = ann.encodings.length
    for (let width = 100; width < 200; width += 1) {
      words.set('ann', { view: { camera: { width, height: width } }, strain: 'none', decodes: [] })
      controller.notePeerWord()
    }
    words.set('ann', { view: { camera: null }, strain: 'none', decodes: [] })
    controller.notePeerWord()
    await clock.advance(300)
    expect(ann.camera?.active).toBe(false)
    expect(ann.encodings.length).toBe(before + 1)
  })

  it('follows a path that carries less within five seconds, and L9 tells the peer why, once', async () => {
    const ann = join('ann')
    await clock.advance(1_500)
    ann.availableBps = 300_000
    await clock.advance(5_000)
    expect(ann.camera?.maxBitrate).toBeLessThanOrEqual(300_000)
    await clock.advance(5_000)
    expect(ann.messages).toEqual([{ kind: 'strain', by: 'upload' }])
  })

  it('tells how each link is when that changes, and not each time it looks', async () => {
    const ann = join('ann')
    await clock.advance(10_000)
    expect(qualities).toEqual([['ann', { level: 'good', reason: null }]])
    ann.rttMs = 300
    await clock.advance(10_000)
    expect(qualities.slice(1)).toEqual([['ann', { level: 'fair', reason: 'distance' }]])
  })

  it('L9 says whose processor it is', async () => {
    join('ann')
    words.set('ann', { view: {}, strain: 'processor', decodes: [] })
    await clock.advance(5_000)
    expect(qualities).toEqual([['ann', { level: 'fair', reason: 'their-processor' }]])
  })

  it('L10 tells each peer once what this end decodes at no cost, and sends by what both ends do so', async () => {
    const is = (powerEfficient: boolean) => ({ powerEfficient })
    controller = createController({
      encodingInfo: async ({ video }) => is(video?.contentType === 'video/H264'),
      decodingInfo: async ({ video }) => is(video?.contentType !== 'video/VP8'),
    })
    const [ann, bo] = [join('ann'), join('bo')]
    words.set('ann', { view: {}, strain: 'none', decodes: ['AV1', 'H264'] })
    await clock.advance(5_000)
    expect([ann.codec, bo.codec]).toEqual(['H264', null])
    const told = { kind: 'codecs', efficient: ['AV1', 'VP9', 'H264'] }
    expect([ann.messages, bo.messages]).toEqual([[told], [told]])
  })

  it('goes on with the others where one link has ended', async () => {
    const ann = join('ann')
    join('bo')
    ann.isBroken = true
    await clock.advance(5_000)
    expect(qualities.map(([id]) => id)).toEqual(['bo'])
  })

  it('looks at nothing once all links are gone, and again when one comes', async () => {
    join('ann')
    await clock.advance(5_000)
    links = []
    controller.noteLinks()
    await clock.advance(5_000)
    expect(clock.pendingTimers).toBe(0)
    join('bo')
    await clock.advance(5_000)
    expect(qualities.map(([id]) => id)).toEqual(['ann', 'bo'])
  })

  it('leaves no timer behind', async () => {
    join('ann')
    controller.notePeerWord()
    await clock.advance(100)
    controller.close()
    await clock.advance(10_000)
    expect(clock.pendingTimers).toBe(0)
  })
})
