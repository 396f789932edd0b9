import type { PeerLink } from '@/lib/browser/peer/peer-link'
import type { OfferId } from '@/lib/protocol/ids'
import { LinkEntry } from './link-entry'
import { LinkPayloads } from './link-payloads'
import type { LinkRegistryOptions } from './link-registry-options'

/** Whom a link goes to, and which of the two made its first offer. */
type LinkEnd = Pick<LinkEntry, 'participantId' | 'callOrder'> & {
  readonly role: 'offerer' | 'answerer'
}

/** Makes what goes with each link of one stay. */
export class LinkFactory {
  readonly #options: LinkRegistryOptions

  constructor(options: LinkRegistryOptions) {
    this.#options = options
  }

  createPayloads(linkId: OfferId): LinkPayloads {
    return new LinkPayloads(this.#options.codec, this.#options.selfId, linkId)
  }

  createEntry(
    link: PeerLink,
    payloads: LinkPayloads,
    { participantId, callOrder, role }: LinkEnd,
  ): LinkEntry {
    return new LinkEntry({
      link,
      role,
      payloads,
      participantId,
      callOrder,
      signaling: this.#options.signaling,
      onSafetyCode: this.#options.onChange,
      onSafetyFailed: () => this.#options.onSafetyFailed(participantId),
    })
  }
}
