import type { PayloadContext } from '@/lib/browser/sealing/key-ring'
import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import { InboundOrder } from './inbound-order'
import type { PayloadCodec } from './payload-codec'

/** Owns the payloads of one link that pass the server: counts what goes out, and minds the order of what comes in. */
export class LinkPayloads {
  readonly linkId: OfferId
  readonly inbound = new InboundOrder()
  readonly #codec: PayloadCodec
  readonly #selfId: ParticipantId
  #nextCounter = 0

  constructor(codec: PayloadCodec, selfId: ParticipantId, linkId: OfferId) {
    this.linkId = linkId
    this.#codec = codec
    this.#selfId = selfId
  }

  /** Its place in the order is taken now, however long the sealing takes. */
  encode(kind: Exclude<PayloadContext['kind'], 'profile'>, message: LinkMessage): Promise<string> {
    const counter = this.#nextCounter++
    return this.#codec.encode({ sender: this.#selfId, kind, subject: this.linkId }, counter, message)
  }
}
