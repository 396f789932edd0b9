import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { OfferId } from '@/lib/protocol/ids'
import { LIMITS } from '@/lib/protocol/limits'
import type { CandidateMessage, DescriptionMessage } from '@/lib/protocol/link-messages'
import type { CallOrder, Offer } from '@/lib/protocol/room'
import type { LinkPayloads } from './link-payloads'

export interface StandingOfferOptions {
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly payloads: LinkPayloads
  readonly onPosted: (callOrder: CallOrder, offers: readonly Offer[]) => void
  /** Somebody claimed it and we never heard: a fresh one is needed. */
  readonly onTaken: () => void
  /** The server did not take it just now. Without a connection nothing is asked: the next join posts anew. */
  readonly onRefused: () => void
}

interface KeptCandidate {
  readonly message: CandidateMessage
  readonly payload: string
}

/**
 * Owns what the server holds of one open offer: its description and its candidates, posted again as a whole after a reconnect.
 * Candidates gathered while a request is under way go out together after it.
 */
export class StandingOffer {
  readonly id: OfferId
  readonly #options: StandingOfferOptions
  #description: string | null = null
  readonly #candidates: KeptCandidate[] = []
  /** Those that are still being made into payloads, in their order. */
  readonly #waiting: CandidateMessage[] = []
  #encoding: Promise<void> = Promise.resolve()
  /** How many candidates the server has confirmed. */
  #confirmedCount = 0
  #isPosted = false
  #isBusy = false
  /** Something was added since the last look. */
  #hasNews = false
  #isClosed = false

  constructor(options: StandingOfferOptions) {
    this.id = options.payloads.linkId
    this.#options = options
  }

  /** Takes what the link wants to tell a peer that is not there yet. */
  add(message: DescriptionMessage | CandidateMessage): void {
    if (message.kind === 'description') {
      this.#encode(this.#options.payloads.encode('offer', message), (payload) => {
        this.#description = payload
      })
    } else if (this.#candidates.length + this.#waiting.length < LIMITS.candidatesPerOffer) {
      this.#waiting.push(message)
      this.#encode(this.#options.payloads.encode('candidate', message), (payload) => {
        this.#waiting.shift()
        this.#candidates.push({ message, payload })
      })
    }
  }

  /** Puts the whole offer on the list again, as after a reconnect. */
  post(): void {
    this.#isPosted = false
    void this.#pump()
  }

  #encode(encoding: Promise<string>, keep: (payload: string) => void): void {
    this.#encoding = this.#encoding.then(async () => {
      const payload = await encoding
      if (this.#isClosed) return
      keep(payload)
      void this.#pump()
    })
  }

  /** One request at a time, until the server has all there is or refuses. */
  async #pump(): Promise<void> {
    this.#hasNews = true
    if (this.#isBusy) return
    this.#isBusy = true
    while (this.#hasNews) {
      this.#hasNews = false
      while (!this.#isClosed && (await this.#step()));
    }
    this.#isBusy = false
  }

  /** @returns Whether something was sent and taken, so that there may be more to do. */
  async #step(): Promise<boolean> {
    if (this.#description === null) return false
    if (!this.#isPosted) return this.#sendWhole(this.#description)
    return this.#confirmedCount < this.#candidates.length && this.#sendCandidates()
  }

  async #sendWhole(description: string): Promise<boolean> {
    this.#isPosted = true
    const candidates = this.#candidates.map(({ payload }) => payload)
    const result = await this.#options.signaling.request('offer:post', {
      offerId: this.id,
      description,
      candidates,
    })
    if (this.#isClosed) return false
    if (!result.ok) {
      this.#isPosted = false
      if (result.code === 'offer-taken') this.#options.onTaken()
      else if (result.code !== 'offline') this.#options.onRefused()
      return false
    }
    this.#confirmedCount = candidates.length
    this.#options.onPosted(result.answer.callOrder, result.answer.offers)
    return true
  }

  /** What the server refuses is either sent over the link after a claim or posted anew after a reconnect. */
  async #sendCandidates(): Promise<boolean> {
    const count = this.#candidates.length
    const result = await this.#options.signaling.request('offer:candidates', {
      offerId: this.id,
      candidates: this.#candidates.slice(this.#confirmedCount, count).map(({ payload }) => payload),
    })
    if (result.ok) this.#confirmedCount = count
    return result.ok
  }

  /**
   * Ends the offer because it was answered or withdrawn.
   * @returns The candidates that the server may not have handed over.
   */
  end(): readonly CandidateMessage[] {
    this.#isClosed = true
    return [...this.#candidates.slice(this.#confirmedCount).map(({ message }) => message), ...this.#waiting]
  }
}
