import type { LinkDataChannel, LinkDataChannelEvents } from '@/lib/browser/peer/link-connection'
import { PeerEmitter } from './peer-emitter'

/** A negotiated data channel; the path between the fakes carries what it sends. */
export class FakeDataChannel extends PeerEmitter<LinkDataChannelEvents> implements LinkDataChannel {
  readonly id: number
  readonly label: string
  /** Loses what cannot be delivered at once. */
  readonly isReliable: boolean
  readyState: RTCDataChannelState = 'connecting'
  bufferedAmount = 0
  readonly #transmit: (channel: FakeDataChannel, data: string) => void

  constructor(
    label: string,
    init: RTCDataChannelInit,
    transmit: (channel: FakeDataChannel, data: string) => void,
  ) {
    super()
    if (init.negotiated !== true || init.id === undefined) throw new TypeError('negotiated channels only')
    this.label = label
    this.id = init.id
    this.isReliable = init.maxRetransmits === undefined
    this.#transmit = transmit
  }

  send(data: string): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError')
    this.bufferedAmount += data.length
    this.#transmit(this, data)
  }

  open(): void {
    if (this.readyState !== 'connecting') return
    this.readyState = 'open'
    this.emit('open', {})
  }

  receive(data: string): void {
    if (this.readyState === 'open') this.emit('message', { data })
  }

  /** As `RTCDataChannel.close`; here at once. */
  close(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.emit('close', {})
  }
}
