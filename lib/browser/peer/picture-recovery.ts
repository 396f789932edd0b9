import type { Clock } from './clock'
import { readCodec, withCodec } from './encoding-codec'
import type { LinkConnection, LinkTransceiver } from './link-connection'

type Sender = LinkTransceiver['sender']

/** Longer than the first key frame takes to arrive on a slow path, shorter than anybody's patience with a still picture. */
const SECOND_KEY_FRAME_MS = 500
/** How old a picture may be that goes out when the path is back. */
const BACKLOG_MS = 500

/**
 * Owns what makes pictures run again soon after an interruption: that nothing stale goes out when the path is back, and that
 * the peer gets a key frame at once. Browsers that do not know the options used here do nothing.
 */
export class PictureRecovery {
  readonly #options: PictureRecoveryOptions
  /** For the next dropping of the backlog, or the second key frame. */
  #timer: number | null = null
  #isWatching = false

  constructor(options: PictureRecoveryOptions) {
    this.#options = options
    options.signal.addEventListener('abort', () => this.#stopTimer())
  }

  /**
   * An exchange is complete, so there is a transport to watch. Its change of path is the earliest sign of a path that is back,
   * half a second ahead of what comes over it. Not every browser gives it.
   */
  noteExchanged(): void {
    const { connection, signal } = this.#options
    if (this.#isWatching) return
    this.#isWatching = true
    connection.sctp?.transport.iceTransport.addEventListener(
      'selectedcandidatepairchange',
      () => this.notePathBack(),
      { signal },
    )
  }

  /** Nothing comes over the path: what is queued for it is dropped, again and again until the path is back. */
  noteInterrupted(): void {
    for (const sender of this.#videoSenders()) this.#dropBacklog(sender).catch(this.#options.onError)
    this.#startTimer(BACKLOG_MS, () => this.noteInterrupted())
  }

  /** The recovery has come to an end without a path. */
  noteGivenUp(): void {
    this.#stopTimer()
  }

  /**
   * The path is back: whatever the peer missed, a key frame lets it decode again. Otherwise it would wait for up to
   * 3 seconds before it asks for one (Chromium). One of the first packets on a new path is often lost, and the whole key
   * frame with it, hence a second one.
   */
  notePathBack(): void {
    this.#requestKeyFrames()
    this.#startTimer(SECOND_KEY_FRAME_MS, () => this.#requestKeyFrames())
  }

  #requestKeyFrames(): void {
    for (const sender of this.#videoSenders()) {
      const parameters = sender.getParameters()
      const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }))
      sender.setParameters(parameters, { encodingOptions }).catch(this.#options.onError)
    }
  }

  /**
   * Chromium keeps what it could not send, and packets to send once more. When they arrive after the path is back, the peer takes
   * their age for the path's delay and holds the pictures that follow for as long, up to 3 seconds. There is no call to drop them,
   * but a change of codec makes a new stream of packets; back at once, the other codec never encodes anything.
   */
  async #dropBacklog(sender: Sender): Promise<void> {
    const { codecs, encodings } = sender.getParameters()
    const chosen = readCodec(encodings)
    const used = chosen ?? codecs[0]
    const other = codecs.find(({ mimeType }) => isPictureCodec(mimeType) && mimeType !== used?.mimeType)
    if (other === undefined) return
    await setCodec(sender, other)
    if (!this.#options.signal.aborted) await setCodec(sender, chosen)
  }

  #videoSenders(): Sender[] {
    const senders = this.#options.connection.getTransceivers().map(({ sender }) => sender)
    return senders.filter(({ track }) => track?.kind === 'video')
  }

  #startTimer(delayMs: number, callback: () => void): void {
    this.#stopTimer()
    this.#timer = this.#options.clock.setTimeout(callback, delayMs)
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer)
    this.#timer = null
  }
}

export interface PictureRecoveryOptions {
  readonly connection: LinkConnection
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
}

function setCodec(sender: Sender, codec: RTCRtpCodec | undefined): Promise<void> {
  const parameters = sender.getParameters()
  return sender.setParameters({ ...parameters, encodings: withCodec(parameters.encodings, codec) })
}

/** Not retransmission or redundancy, which stand in the same list. */
function isPictureCodec(mimeType: string): boolean {
  return /^video\/(vp8|vp9|h264|av1)$/i.test(mimeType)
}
