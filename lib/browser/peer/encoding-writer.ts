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

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  write(sender: Sender, encoding: SoundEncoding | Partial<PictureEncoding>): void {
    const wanted = JSON.stringify(encoding)
    if (this.#taken.get(sender) === wanted) return
    const parameters = sender.getParameters()
    // Firefox lists no encodings before the first exchange is complete.
    if (parameters.encodings.length === 0) return
    this.#taken.set(sender, wanted)
    const encodings = parameters.encodings.map((one) => ({ ...one, ...encoding }))
    sender.setParameters({ ...parameters, encodings }).catch((error: unknown) => {
      this.#taken.delete(sender)
      this.#onError(error)
    })
  }
}
