import type { PictureCodec } from '@/lib/protocol/link-messages'
import { withCodec } from './encoding-codec'
import type { LinkTransceiver } from './link-connection'
import type { PictureEncoding, SoundEncoding } from './link-encodings'

type Sender = LinkTransceiver['sender']

/**
 * Owns what a link's senders were told of their encodings: each is told only what differs from what it took last, for every telling
 * makes an encoder think anew. What the platform refuses is told again the next time.
 */
export class EncodingWriter {
  readonly #onError: (error: unknown) => void
  readonly #taken = new WeakMap<Sender, string>()
  /** Those whose codec is not ours to choose. */
  readonly #fixed = new WeakSet<Sender>()

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  /** @param codec Of those that both ends have agreed on; null, or one that they have not: the first of them. */
  write(
    sender: Sender,
    encoding: SoundEncoding | Partial<PictureEncoding>,
    codec: PictureCodec | null = null,
  ): void {
    const wanted = JSON.stringify([encoding, codec])
    if (this.#taken.get(sender) === wanted) return
    const parameters = sender.getParameters()
    // Firefox lists no encodings before the first exchange is complete.
    if (parameters.encodings.length === 0) return
    this.#taken.set(sender, wanted)
    const chosen = this.#fixed.has(sender) ? undefined : findCodec(parameters, codec)
    const encodings = withCodec(parameters.encodings, chosen).map((one) => ({ ...one, ...encoding }))
    sender.setParameters({ ...parameters, encodings }).catch((error: unknown) => {
      this.#onError(error)
      // What was told since stands.
      if (this.#taken.get(sender) !== wanted) return
      this.#taken.delete(sender)
      if (chosen === undefined) return
      // The rest counts more than the codec.
      this.#fixed.add(sender)
      this.write(sender, encoding, codec)
    })
  }
}

function findCodec(
  { codecs }: RTCRtpSendParameters,
  codec: PictureCodec | null,
): RTCRtpCodecParameters | undefined {
  return codec === null ? undefined : codecs.find(({ mimeType }) => mimeType === `video/${codec}`)
}
