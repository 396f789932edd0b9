import type { PeerLink, PeerLinkSnapshot } from '@/lib/browser/peer/peer-link'
import type { LinkQuality } from '@/lib/browser/quality/link-quality'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import type { CallOrder } from '@/lib/protocol/room'
import type { LinkPayloads } from './link-payloads'
import { SafetyExchange } from './safety-exchange'

export interface LinkEntryOptions {
  readonly link: PeerLink
  readonly role: 'offerer' | 'answerer'
  readonly payloads: LinkPayloads
  readonly participantId: ParticipantId
  readonly callOrder: CallOrder | null
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly onSafetyCode: () => void
  readonly onSafetyFailed: () => void
}

/** One link with whom it goes to: what the registry keeps of it, and its way through the server. */
export class LinkEntry {
  readonly link: PeerLink
  readonly participantId: ParticipantId
  /** The other side's stay in the call that the link belongs to; null: they are in it by their own word, and the server has not said so yet. */
  callOrder: CallOrder | null
  readonly payloads: LinkPayloads
  readonly safety: SafetyExchange
  snapshot: PeerLinkSnapshot
  /** The peer knows that it is a link of the call, so they take what is said over it. */
  isPeerListening = true
  wasConnected = false
  /** The peer has said something over it that is no part of its making. */
  isHeard = false
  /** The first pictures have gone out, so the encoding may follow the number of links. */
  isWarm = false
  safetyCode: readonly number[] | null = null
  /** null until it has been looked at. */
  quality: LinkQuality | null = null
  readonly #signaling: Pick<SignalingClient, 'request'>
  #outbox: Promise<void> = Promise.resolve()

  constructor(options: LinkEntryOptions) {
    const { link } = options
    this.link = link
    this.participantId = options.participantId
    this.callOrder = options.callOrder
    this.payloads = options.payloads
    this.snapshot = link.getSnapshot()
    this.#signaling = options.signaling
    this.safety = new SafetyExchange({
      linkId: link.id,
      role: options.role,
      send: (message) => link.send(message),
      readDescriptions: () => readDescriptions(link),
      onCode: (code) => {
        this.safetyCode = code
        options.onSafetyCode()
      },
      onFailed: options.onSafetyFailed,
    })
  }

  /** Sends by the server, in the order of the calls. A loss is healed by the link itself, which repeats what was not answered. */
  signal(message: LinkMessage): void {
    const encoding = this.payloads.encode('link', message)
    this.#outbox = this.#outbox.then(async () => {
      const payload = await encoding
      void this.#signaling.request('link:signal', { to: this.participantId, linkId: this.link.id, payload })
    })
  }
}

function readDescriptions({ connection }: PeerLink): { local: string; remote: string } | null {
  const { currentLocalDescription: local, currentRemoteDescription: remote } = connection
  return local === null || remote === null ? null : { local: local.sdp, remote: remote.sdp }
}
