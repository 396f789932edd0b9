import type { Clock } from '@/lib/browser/peer/clock'
import type { PeerLink } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { OfferId } from '@/lib/protocol/ids'
import type { CandidateMessage, LinkMessage } from '@/lib/protocol/link-messages'
import type { CallOrder, Offer } from '@/lib/protocol/room'
import type { LinkPayloads } from './link-payloads'
import { StandingOffer } from './standing-offer'

export interface StandingOfferKeeperOptions {
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly clock: Clock
  /** A link that makes offers and does not know its peer yet. */
  readonly createLink: () => PeerLink
  readonly createPayloads: (linkId: OfferId) => LinkPayloads
  readonly onPosted: (callOrder: CallOrder, offers: readonly Offer[]) => void
}

/** An offer that is nobody's yet, with its link. */
export interface StandingLink {
  readonly link: PeerLink
  readonly payloads: LinkPayloads
}

/** An offer that somebody has answered. */
export interface TakenLink extends StandingLink {
  /** Candidates that the server may not have handed over. */
  readonly undelivered: readonly CandidateMessage[]
}

/** Setting up, first picture included, takes well under this; after it somebody new must not wait any longer. */
const SET_UP_MS = 1_000

/** A claim that the server granted before it had the fresh offer is heard of within this. */
const RETIRING_MS = 2_000

/** A server that would not take the offer just now is asked again after this. */
const RETRY_MS = 2_000

/** Keeps exactly one open offer for whoever comes next, as long as one is in the call. Owns its link until somebody answers it. */
export class StandingOfferKeeper {
  readonly #options: StandingOfferKeeperOptions
  #standing: (StandingLink & { readonly offer: StandingOffer }) | null = null
  #timer: ReturnType<Clock['setTimeout']> | null = null
  /** The offer before: somebody may have answered it before the server had the fresh one. */
  #retiring: TakenLink | null = null
  #retiringTimer: ReturnType<Clock['setTimeout']> | null = null

  constructor(options: StandingOfferKeeperOptions) {
    this.#options = options
  }

  /** The link that nobody has answered yet. */
  get link(): PeerLink | null {
    return this.#standing?.link ?? null
  }

  /**
   * Makes the offer if there is none.
   * @param isSettingUp Another link is being set up. The offer then waits for it, for a moment: gathering for whoever comes next must
   * not slow down who is here.
   */
  ensure(isSettingUp: boolean): void {
    if (this.#standing !== null || this.#timer !== null) return
    if (isSettingUp) this.#startTimer(() => this.#make(), SET_UP_MS)
    else this.#make()
  }

  /** Takes what the link wants to tell a peer that is not there yet. @returns False where the link is not the standing offer's. */
  add(link: PeerLink, message: LinkMessage): boolean {
    if (this.#standing?.link !== link) return false
    if (message.kind === 'description' || message.kind === 'candidate') this.#standing.offer.add(message)
    return true
  }

  /** What the offer says is no longer true: a fresh one takes its place. */
  renew(): void {
    if (this.#standing === null) return
    this.#stopTimer()
    this.#endRetiring()
    const { link, payloads, offer } = this.#standing
    this.#retiring = { link, payloads, undelivered: offer.end() }
    this.#retiringTimer = this.#options.clock.setTimeout(() => this.#endRetiring(), RETIRING_MS)
    this.#make()
  }

  /** The server may have forgotten it. */
  post(): void {
    this.#standing?.offer.post()
  }

  /**
   * Somebody answered: the link is theirs from now on.
   * @returns null for another offer's id.
   */
  take(id: OfferId): TakenLink | null {
    const [standing, retiring] = [this.#standing, this.#retiring]
    if (retiring?.link.id === id) {
      this.#retiring = null
      return retiring
    }
    if (standing === null || standing.offer.id !== id) return null
    this.#standing = null
    this.#stopTimer()
    return { link: standing.link, payloads: standing.payloads, undelivered: standing.offer.end() }
  }

  end(): void {
    this.#stopTimer()
    this.#endRetiring()
    const standing = this.#standing
    this.#standing = null
    standing?.offer.end()
    standing?.link.close()
  }

  #make(): void {
    const link = this.#options.createLink()
    const payloads = this.#options.createPayloads(link.id)
    const offer = new StandingOffer({
      signaling: this.#options.signaling,
      payloads,
      onPosted: this.#options.onPosted,
      onTaken: () => this.renew(),
      onRefused: () => this.#startTimer(() => this.post(), RETRY_MS),
    })
    this.#standing = { link, payloads, offer }
    link.start()
  }

  #endRetiring(): void {
    if (this.#retiringTimer !== null) this.#options.clock.clearTimeout(this.#retiringTimer)
    this.#retiringTimer = null
    this.#retiring?.link.close()
    this.#retiring = null
  }

  #startTimer(callback: () => void, delayMs: number): void {
    this.#stopTimer()
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#timer = null
      callback()
    }, delayMs)
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer)
    this.#timer = null
  }
}
