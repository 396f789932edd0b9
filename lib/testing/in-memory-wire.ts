import { LinkMessage } from '@/lib/protocol/link-messages'
import type { FakeClock } from './peer-fake-clock'
import type { SeededRandom } from './peer-seeded-random'

/** What a wire does to messages. All zero: it delivers after a moment, in order, once. */
export interface WireFaults {
  /** Part of the messages that vanish. */
  readonly loss: number
  /** Part of the messages that come twice, the second time later. */
  readonly duplication: number
  readonly maxDelayMs: number
}

export const RELIABLE_WIRE: WireFaults = { loss: 0, duplication: 0, maxDelayMs: 20 }

/**
 * The signaling server between two links, as they see it: it carries link messages one way, keeps those of one sender
 * in order but for repetitions, and knows nothing of the other channel, so the two overtake each other.
 */
export class InMemoryWire {
  faults: WireFaults = RELIABLE_WIRE
  readonly #clock: FakeClock
  readonly #random: SeededRandom
  readonly #deliver: (message: LinkMessage) => void
  #lastDeliveryAt = 0

  constructor(clock: FakeClock, random: SeededRandom, deliver: (message: LinkMessage) => void) {
    this.#clock = clock
    this.#random = random
    this.#deliver = deliver
  }

  /** Takes a message through JSON and the schema, as the real way does. */
  send(message: LinkMessage): void {
    const text = JSON.stringify(message)
    if (this.#random.chance(this.faults.loss)) return
    this.#lastDeliveryAt = Math.max(this.#lastDeliveryAt, this.#clock.now() + this.#delayMs())
    this.#deliverAt(this.#lastDeliveryAt, text)
    if (this.#random.chance(this.faults.duplication)) {
      this.#deliverAt(this.#lastDeliveryAt + 10 * this.#delayMs(), text)
    }
  }

  #delayMs(): number {
    return this.#random.below(this.faults.maxDelayMs) + 1
  }

  #deliverAt(at: number, text: string): void {
    this.#clock.setTimeout(() => this.#deliver(LinkMessage.parse(JSON.parse(text))), at - this.#clock.now())
  }
}
