import { LIMITS } from '@/lib/protocol/limits'
import { LinkMessage } from '@/lib/protocol/link-messages'
import { isWordsMessage } from '@/lib/protocol/words'
import type { LinkConnection, LinkDataChannel } from './link-connection'

/** A few descriptions' worth. A channel that has not got rid of them is not moving, and there is the socket. */
const MAX_BUFFERED_BYTES = 256_000

/** Fixed by both ends, so that the channels need no message of their own to open (`negotiated`, W3C WebRTC §6.2). */
const MESSAGES_ID = 0
const PULSE_ID = 1
const WORDS_ID = 2

/**
 * Owns the data channels of a link's messages: `earshot` carries what keeps the link and the room, `earshot-words` what people say to each
 * other, each in order and without loss, so that long words hold up nothing that the call needs; `earshot-pulse` carries
 * empty messages that show that the path lives, unordered and never sent twice, so that they cannot pile up.
 */
export class ControlChannel {
  readonly #messages: LinkDataChannel
  readonly #words: LinkDataChannel
  readonly #pulse: LinkDataChannel

  constructor(options: {
    readonly connection: LinkConnection
    readonly signal: AbortSignal
    readonly onOpen: () => void
    readonly onClose: () => void
    readonly onMessage: (message: LinkMessage) => void
    /** Something came that is no link message. */
    readonly onRefused: () => void
    /** Anything at all came: the path from the peer lives. */
    readonly onArrival: () => void
  }) {
    const { connection, signal } = options
    this.#messages = connection.createDataChannel('earshot', {
      negotiated: true,
      id: MESSAGES_ID,
      ordered: true,
    })
    this.#words = connection.createDataChannel('earshot-words', {
      negotiated: true,
      id: WORDS_ID,
      ordered: true,
    })
    this.#pulse = connection.createDataChannel('earshot-pulse', {
      negotiated: true,
      id: PULSE_ID,
      ordered: false,
      maxRetransmits: 0,
    })
    this.#messages.addEventListener('open', options.onOpen, { signal })
    this.#messages.addEventListener('close', options.onClose, { signal })
    for (const channel of [this.#messages, this.#words]) {
      channel.addEventListener(
        'message',
        ({ data }) => {
          options.onArrival()
          const message = parseLinkMessage(data)
          const isWelcome = message !== null && isWordsMessage(message) === (channel === this.#words)
          if (isWelcome) options.onMessage(message)
          else options.onRefused()
        },
        { signal },
      )
    }
    this.#pulse.addEventListener('message', options.onArrival, { signal })
  }

  get isOpen(): boolean {
    return this.#messages.readyState === 'open'
  }

  /** @returns Whether the message's channel took it; if not, it must go another way. */
  send(message: LinkMessage): boolean {
    const channel = isWordsMessage(message) ? this.#words : this.#messages
    if (channel.readyState !== 'open') return false
    const text = JSON.stringify(message)
    if (channel.bufferedAmount + text.length > MAX_BUFFERED_BYTES) return false
    try {
      channel.send(text)
      return true
    } catch {
      return false
    }
  }

  /** Shows the peer that the path lives. Does nothing while an earlier pulse is still on its way out. */
  sendPulse(): void {
    if (this.#pulse.readyState !== 'open' || this.#pulse.bufferedAmount > 0) return
    try {
      this.#pulse.send('.')
    } catch {
      // The channel closed between the look and the step; its close event tells.
    }
  }
}

/** @returns null where the data is no link message. Bounded before it is parsed. */
export function parseLinkMessage(data: unknown): LinkMessage | null {
  if (typeof data !== 'string' || data.length > LIMITS.linkPayloadLength) return null
  try {
    const result = LinkMessage.safeParse(JSON.parse(data))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
