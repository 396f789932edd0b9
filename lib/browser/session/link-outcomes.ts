import type { Clock } from '@/lib/browser/peer/clock'
import { readPathCandidate } from '@/lib/browser/peer/path-candidate'
import type { PeerLink } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { LinkVerdict } from '@/lib/protocol/link-outcome'

/** The first pictures come first, and by then ICE has settled on its path. */
const REPORT_DELAY_MS = 3_000

export interface LinkOutcomesOptions {
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly clock: Clock
}

/**
 * Tells the server what became of each attempt at a link, for the operator's figures: never with whom, and nothing where the server
 * is out of reach (docs/protocol.md, M4).
 */
export class LinkOutcomes {
  readonly #options: LinkOutcomesOptions
  readonly #begun = new WeakMap<PeerLink, number>()

  constructor(options: LinkOutcomesOptions) {
    this.#options = options
  }

  /** The offer is claimed: from here on set-up takes its time. */
  begin(link: PeerLink): void {
    this.#begun.set(link, this.#options.clock.now())
  }

  /** The link is up for the first time. */
  noteConnected(link: PeerLink): void {
    const { clock } = this.#options
    const setupMs = Math.round(clock.now() - (this.#begun.get(link) ?? clock.now()))
    clock.setTimeout(() => void this.#reportConnected(link, setupMs), REPORT_DELAY_MS)
  }

  noteFailed(verdict: LinkVerdict): void {
    void this.#options.signaling.request('link:report', { outcome: { kind: 'failed', verdict } })
  }

  async #reportConnected(link: PeerLink, setupMs: number): Promise<void> {
    // A connection that is closed meanwhile has nothing to report.
    const candidateType = await link.getStats().then(readPathCandidate, () => null)
    if (candidateType === null) return
    const outcome = { kind: 'connected', candidateType, setupMs } as const
    await this.#options.signaling.request('link:report', { outcome })
  }
}
