import { PictureCodec } from '@/lib/protocol/link-messages'

/** Which codecs a browser encodes and decodes at next to no cost. */
export interface CodecAbilities {
  readonly encodes: readonly PictureCodec[]
  readonly decodes: readonly PictureCodec[]
}

/** The part of the browser's `MediaCapabilities` that is asked. */
export interface CodecCapabilities {
  encodingInfo(configuration: MediaEncodingConfiguration): Promise<{ readonly powerEfficient: boolean }>
  decodingInfo(configuration: MediaDecodingConfiguration): Promise<{ readonly powerEfficient: boolean }>
}

/** What a camera is asked for, sent as well as it is ever sent. */
const TYPICAL = { width: 1280, height: 720, bitrate: 1_700_000, framerate: 30 }

/**
 * Chooses the codec of the pictures that go to somebody: the one of the fewest bits among those that cost neither end anything, since a
 * mesh encodes once for each link.
 * @returns null: there is none, and the first that both ends agreed on is as cheap as any (in browsers VP8).
 */
export function chooseCodec(
  own: CodecAbilities,
  decodedByPeer: readonly PictureCodec[],
): PictureCodec | null {
  return (
    PictureCodec.options.find((codec) => own.encodes.includes(codec) && decodedByPeer.includes(codec)) ?? null
  )
}

/** Asks the browser (W3C Media Capabilities §2.2). What it does not know it does not do at no cost. */
export async function readCodecAbilities(
  capabilities: CodecCapabilities | undefined,
): Promise<CodecAbilities> {
  const filter = async (read: (video: VideoConfiguration) => Promise<{ powerEfficient: boolean }>) => {
    const isEfficient = await Promise.all(
      PictureCodec.options.map((codec) =>
        read({ ...TYPICAL, contentType: `video/${codec}` }).then(
          ({ powerEfficient }) => powerEfficient,
          () => false,
        ),
      ),
    )
    return PictureCodec.options.filter((_, index) => isEfficient[index])
  }
  if (capabilities === undefined) return { encodes: [], decodes: [] }
  const [encodes, decodes] = await Promise.all([
    filter((video) => capabilities.encodingInfo({ type: 'webrtc', video })),
    filter((video) => capabilities.decodingInfo({ type: 'webrtc', video })),
  ])
  return { encodes, decodes }
}
