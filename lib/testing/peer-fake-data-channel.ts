import type { LinkDataChannel, LinkDataChannelEvents } from '@/lib/browser/peer/link-connection'
import { PeerEmitter } from './peer-emitter'

/** What a channel carries: text, or bytes as they arrive. */
export type FakeData = string | ArrayBuffer

const sizeOf = (data: FakeData) => (typeof data === 'string' ? data.length : data.byteLength)

function copyBytes({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength)
}

/** A negotiated data channel; the path between the fakes carries what it sends. */
export class FakeDataChannel extends PeerEmitter<LinkDataChannelEvents> implements LinkDataChannel {
  readonly id: number
  readonly label: string
  /** Loses what cannot be delivered at once. */
  readonly isReliable: boolean
  readyState: RTCDataChannelState = 'connecting'
  bufferedAmount = 0
  bufferedAmountLowThreshold = 0
  binaryType: BinaryType = 'arraybuffer'
  readonly #transmit: (channel: FakeDataChannel, data: FakeData) => void

  constructor(
    label: string,
    init: RTCDataChannelInit,
    transmit: (channel: FakeDataChannel, data: FakeData) => void,
  ) {
    super()
    if (init.negotiated !== true || init.id === undefined) throw new TypeError('negotiated channels only')
    this.label = label
    this.id = init.id
    this.isReliable = init.maxRetransmits === undefined
    this.#transmit = transmit
  }

  send(data: string | ArrayBufferView<ArrayBuffer>): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError')
    const sent = typeof data === 'string' ? data : copyBytes(data)
    this.bufferedAmount += sizeOf(sent)
    this.#transmit(this, sent)
  }

  /** What was sent has left: as the browser, it tells when the amount falls to the threshold. */
  noteLeft(data: FakeData): void {
    const before = this.bufferedAmount
    this.bufferedAmount -= sizeOf(data)
    const threshold = this.bufferedAmountLowThreshold
    if (before > threshold && this.bufferedAmount <= threshold) this.emit('bufferedamountlow', {})
  }

  open(): void {
    if (this.readyState !== 'connecting') return
    this.readyState = 'open'
    this.emit('open', {})
  }

  receive(data: FakeData): void {
    if (this.readyState === 'open') this.emit('message', { data })
  }

  /** As `RTCDataChannel.close`; here at once. */
  close(): void {
    if (this.readyState === 'closed') return
    this.readyState = 'closed'
    this.emit('close', {})
  }
}
