import type { Clock } from '@/lib/browser/peer/clock'
import type { CallRecorder } from './call-recorder'
import { LinkMeter } from './link-meter'
import type { LinkReading } from './link-reading'
import { writeDump } from './write-dump'

const PERIOD_MS = 2_000

export interface LinkMonitorOptions {
  readonly recorder: CallRecorder
  readonly clock: Clock
  readonly onReadings: (readings: readonly LinkReading[]) => void
}

/** Measures every link of a stay each two seconds. Fetched late: nothing of it is needed to call. */
export class LinkMonitor {
  readonly #options: LinkMonitorOptions
  readonly #meters = new Map<string, LinkMeter>()
  #timer: number | null = null
  #isClosed = false

  constructor(options: LinkMonitorOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#isClosed) return
    this.#timer = this.#options.clock.setTimeout(() => this.start(), PERIOD_MS)
    void this.measure()
  }

  /** Measures now. Never rejects. */
  async measure(): Promise<void> {
    const { recorder, onReadings } = this.#options
    const links = recorder.linksWithPeer()
    const ids = new Set(links.map(({ id }) => id))
    for (const id of this.#meters.keys()) if (!ids.has(id)) this.#meters.delete(id)
    for (const link of links) {
      if (!this.#meters.has(link.id)) this.#meters.set(link.id, new LinkMeter(link))
    }
    const meters = [...this.#meters.values()]
    await Promise.all(meters.map((meter) => meter.measure()))
    if (!this.#isClosed) onReadings(meters.map((meter) => meter.read(recorder.eventsOf(meter.link))))
  }

  /** @returns The text of a file for whoever can help; `isWhole`: with names and addresses in it. */
  async writeDump({ isWhole }: { readonly isWhole: boolean }): Promise<string> {
    await this.measure()
    const { recorder } = this.#options
    return writeDump(
      [...this.#meters.values()].map(({ link, history }) => ({
        id: link.id,
        role: link.role,
        configuration: link.connection?.getConfiguration() ?? {},
        events: recorder.eventsOf(link),
        columns: history.columns(),
      })),
      {
        isWhole,
        userAgent: navigator.userAgent,
        origin: location.origin,
        epochOffsetMs: Date.now() - this.#options.clock.now(),
      },
    )
  }

  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer)
  }
}
