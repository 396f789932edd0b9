import type { Clock } from '@/lib/browser/peer/clock'
import type { IceConfiguration } from '@/lib/protocol/room'

export interface IceKeeperOptions {
  readonly clock: Clock
  /** Milliseconds since the epoch. */
  readonly epochMs: () => number
  /** The person does not want to show their address: then media goes through a relay or not at all. */
  readonly isAddressHidden: boolean
  /** Credentials are about to end: the moment to ask the server for fresh ones. */
  readonly onRenewalDue: () => void
}

/** Credentials are renewed when this part of their time is left, so that a server away for a while does no harm. */
const RENEWAL_SHARE = 0.25
/** A renewal that failed is tried again after this. */
const RETRY_MS = 10_000
/** Longer timers overflow in browsers. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Owns what connections are made with: the server's ICE servers and credentials, kept fresh, and the person's wish to hide. */
export class IceKeeper {
  readonly #options: IceKeeperOptions
  #ice: IceConfiguration = { iceServers: [], iceTransportPolicy: 'all', expiresAt: null }
  #isAddressHidden: boolean
  #timer: ReturnType<Clock['setTimeout']> | null = null

  constructor(options: IceKeeperOptions) {
    this.#options = options
    this.#isAddressHidden = options.isAddressHidden
  }

  get isAddressHidden(): boolean {
    return this.#isAddressHidden
  }

  /** Whether there is a relay to hide behind. */
  get hasRelay(): boolean {
    return this.#ice.iceServers.some(({ urls }) => urls.some((url) => /^turns?:/i.test(url)))
  }

  set(ice: IceConfiguration): void {
    this.#ice = ice
    this.#stopTimer()
    if (ice.expiresAt === null) return
    const remainingMs = ice.expiresAt - this.#options.epochMs()
    this.#startTimer(Math.max(remainingMs * (1 - RENEWAL_SHARE), RETRY_MS))
  }

  setAddressHidden(isAddressHidden: boolean): void {
    this.#isAddressHidden = isAddressHidden
  }

  toConfiguration(): RTCConfiguration {
    return {
      iceServers: this.#ice.iceServers,
      iceTransportPolicy: this.#isAddressHidden ? 'relay' : this.#ice.iceTransportPolicy,
      bundlePolicy: 'max-bundle',
    }
  }

  close(): void {
    this.#stopTimer()
  }

  #startTimer(delayMs: number): void {
    this.#timer = this.#options.clock.setTimeout(
      () => {
        // Until fresh ones are set, this comes round again.
        this.#startTimer(RETRY_MS)
        this.#options.onRenewalDue()
      },
      Math.min(delayMs, MAX_TIMER_MS),
    )
  }

  #stopTimer(): void {
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer)
    this.#timer = null
  }
}
