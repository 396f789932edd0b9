import { CallRecorder } from '@/lib/browser/diagnostics/call-recorder'
import type { LinkMonitor } from '@/lib/browser/diagnostics/link-monitor'
import type { LinkReading } from '@/lib/browser/diagnostics/link-reading'
import type { Clock } from '@/lib/browser/peer/clock'

export type { LinkReading } from '@/lib/browser/diagnostics/link-reading'

/** The first pictures come first; then there is time to fetch what measures them, while the server is still there to send it. */
const MONITOR_DELAY_MS = 3_000

/** Owns what one stay notes of its links: the log, which is always on, and the monitor, which is fetched when there is time. */
export class Diagnosis {
  readonly recorder: CallRecorder
  readonly #clock: Clock
  readonly #listeners = new Set<(readings: readonly LinkReading[]) => void>()
  #monitor: Promise<LinkMonitor> | null = null
  #timer: number | null = null
  #isClosed = false

  constructor(clock: Clock) {
    this.#clock = clock
    this.recorder = new CallRecorder(() => clock.now())
  }

  /** A picture of the peer shows: the last step of the link's set-up. */
  noteFrame(linkId: string): void {
    this.recorder.find(linkId)?.noteFrame()
    if (this.#timer !== null || this.#isClosed) return
    this.#timer = this.#clock.setTimeout(() => void this.#ensureMonitor(), MONITOR_DELAY_MS)
  }

  /**
   * Calls back with every link that has or had a peer, at once where that can be told and then every two seconds.
   * @returns Stops it; idempotent.
   */
  observe(listener: (readings: readonly LinkReading[]) => void): () => void {
    this.#listeners.add(listener)
    void this.#ensureMonitor().then((monitor) => monitor?.measure())
    return () => this.#listeners.delete(listener)
  }

  /** @returns What was noted and measured, as Chrome's own internals page writes it; null where the writer cannot be fetched. */
  async writeDump(options: { readonly isWhole: boolean }): Promise<string | null> {
    const monitor = await this.#ensureMonitor()
    return monitor?.writeDump(options) ?? null
  }

  close(): void {
    this.#isClosed = true
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer)
    this.#listeners.clear()
    void this.#monitor?.then(
      (monitor) => monitor.close(),
      () => undefined,
    )
  }

  async #ensureMonitor(): Promise<LinkMonitor | null> {
    if (this.#isClosed) return null
    this.#monitor ??= this.#createMonitor()
    try {
      return await this.#monitor
    } catch {
      // The server is gone, and with it the script; the next who asks asks again.
      this.#monitor = null
      return null
    }
  }

  async #createMonitor(): Promise<LinkMonitor> {
    const { LinkMonitor } = await import('@/lib/browser/diagnostics/link-monitor')
    const monitor = new LinkMonitor({
      recorder: this.recorder,
      clock: this.#clock,
      onReadings: (readings) => {
        for (const listener of this.#listeners) listener(readings)
      },
    })
    if (this.#isClosed) monitor.close()
    else monitor.start()
    return monitor
  }
}
