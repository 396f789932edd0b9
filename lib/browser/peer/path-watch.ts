import type { Clock } from './clock'
import type { LinkConnection } from './link-connection'
import { type ArrivalCount, countArrivals } from './path-counters'
import {
  createRecoveryState,
  isPathDoubtful,
  nextRecoveryStep,
  type RecoveryEvent,
  type RecoveryPhase,
  TICK_MS,
} from './recovery'

/**
 * Owns the watch over a link's path: keeps time, sends pulses, reads the connection's counters when pulses stay away,
 * and carries out what the recovery policy says.
 */
export class PathWatch {
  readonly #options: PathWatchOptions
  #state: ReturnType<typeof createRecoveryState>
  #timer: number | null = null
  #pulsedAt = 0
  #wasConnected = false
  #isReading = false
  /** The counters at the last reading, as long as the doubt lasts: an older number proves nothing about now. */
  #lastCount: ArrivalCount | null = null

  constructor(options: PathWatchOptions) {
    this.#options = options
    this.#state = createRecoveryState(options.clock.now())
    options.connection.addEventListener(
      'connectionstatechange',
      () => this.note({ type: 'connection-state', connection: options.connection.connectionState }),
      { signal: options.signal },
    )
    options.signal.addEventListener('abort', () => {
      if (this.#timer !== null) options.clock.clearTimeout(this.#timer)
      this.#timer = null
    })
  }

  get wasConnected(): boolean {
    return this.#wasConnected
  }

  get phase(): RecoveryPhase {
    return this.#state.phase
  }

  /**
   * Something came from the peer over the path. Answered by a pulse where none went out of late: timers of a hidden
   * tab are slowed down, arrivals are not.
   */
  noteArrival(): void {
    this.note({ type: 'arrival' })
    if (this.#options.clock.now() - this.#pulsedAt >= TICK_MS) this.#sendPulse()
  }

  /** Takes in what happened and does what follows from it. */
  note(event: RecoveryEvent): void {
    if (this.#options.signal.aborted) return
    const before = this.#state.phase
    const { state, effect } = nextRecoveryStep(this.#state, event, this.#options.clock.now())
    this.#state = state
    if (state.phase === 'connected') this.#wasConnected = true
    if (before === 'new' && state.phase !== 'new') this.#scheduleTick()
    if (state.phase !== before) this.#options.onPhase(state.phase)
    if (effect === 'restart-ice') this.#options.restartIce()
  }

  #scheduleTick(): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#scheduleTick()
      this.#sendPulse()
      this.note({ type: 'tick' })
      if (isPathDoubtful(this.#state)) this.#readCounters()
      else this.#lastCount = null
    }, TICK_MS)
  }

  #sendPulse(): void {
    this.#pulsedAt = this.#options.clock.now()
    this.#options.sendPulse()
  }

  #readCounters(): void {
    if (this.#isReading || this.#options.signal.aborted) return
    this.#isReading = true
    this.#options.connection
      .getStats()
      .then((report) => {
        const before = this.#lastCount
        const count = countArrivals(report)
        this.#lastCount = count
        if (before !== null && count?.pairId === before.pairId && count.count > before.count)
          this.note({ type: 'arrival' })
      })
      .catch(this.#options.onError)
      .finally(() => {
        this.#isReading = false
      })
  }
}

export interface PathWatchOptions {
  readonly connection: LinkConnection
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly sendPulse: () => void
  readonly restartIce: () => void
  readonly onPhase: (phase: RecoveryPhase) => void
  readonly onError: (error: unknown) => void
}
