import type { LinkEncodings } from '@/lib/browser/peer/link-encodings'
import type { LinkMeasure } from '@/lib/browser/quality/send-plan'
import type { SeededRandom } from './peer-seeded-random'

/** How much of the difference a browser's estimate makes up in a second. */
const CATCHING_UP = 0.6

/**
 * An uplink that several links share, as their browser's own congestion control would see it: each gets its fair share, an estimate
 * follows what there is with a delay, looks no further than twice what is asked for, and every figure trembles.
 */
export class SimulatedUplink {
  capacityBps: number
  /** What each link's own path carries; without an entry any amount. */
  readonly pathBps = new Map<string, number>()
  readonly #random: SeededRandom
  /** By how much each measured figure may be off, such as 0.1. */
  readonly #noise: number
  readonly #estimates = new Map<string, number>()

  constructor(options: {
    readonly capacityBps: number
    readonly noise: number
    readonly random: SeededRandom
  }) {
    this.capacityBps = options.capacityBps
    this.#noise = options.noise
    this.#random = options.random
  }

  /** Lets a second pass in which each link sends what it may. @returns What the browser would measure then. */
  measure(encodings: ReadonlyMap<string, LinkEncodings>): ReadonlyMap<string, LinkMeasure> {
    const demands = new Map([...encodings].map(([id, one]) => [id, totalOf(one)]))
    const sent = this.#shareFairly(demands)
    const total = [...sent.values()].reduce((sum, bps) => sum + bps, 0)
    return new Map(
      [...demands].map(([id, demand]) => {
        const own = sent.get(id) ?? 0
        const free = Math.max(own, this.capacityBps - (total - own))
        const reachable = Math.min(free, 2 * demand, this.pathBps.get(id) ?? Number.POSITIVE_INFINITY)
        const before = this.#estimates.get(id) ?? 300_000
        const estimate = before + (reachable - before) * CATCHING_UP
        this.#estimates.set(id, estimate)
        return [id, this.#report(Math.max(estimate, own), own)]
      }),
    )
  }

  #report(availableBps: number, sentBps: number): LinkMeasure {
    return {
      availableBps: this.#tremble(availableBps),
      sentBps: this.#tremble(sentBps),
      lossShare: 0,
      rttMs: this.#tremble(50),
      isProcessorShort: false,
      encodeShare: 0,
    }
  }

  #tremble(figure: number): number {
    return figure * (1 + this.#noise * (this.#random.below(2_001) / 1_000 - 1))
  }

  /** Whoever wants less than an equal share leaves the rest to the others. */
  #shareFairly(demands: ReadonlyMap<string, number>): Map<string, number> {
    const wishes = [...demands]
      .map(([id, bps]): [string, number] => [id, Math.min(bps, this.pathBps.get(id) ?? bps)])
      .sort(([, one], [, other]) => one - other)
    let rest = this.capacityBps
    return new Map(
      wishes.map(([id, wish], index) => {
        const share = Math.min(wish, rest / (wishes.length - index))
        rest -= share
        return [id, share]
      }),
    )
  }
}

/** What a link may send at most of sound and camera, in bits a second. */
export function totalOf({ audio, camera }: LinkEncodings): number {
  return audio.maxBitrate + (camera.active ? camera.maxBitrate : 0)
}
