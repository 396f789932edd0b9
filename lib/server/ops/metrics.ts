import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ErrorCode } from '@/lib/protocol/errors'
import type { LinkOutcome } from '@/lib/protocol/link-outcome'
import type { RequestName } from '@/lib/protocol/requests'
import type { RoomCounts } from '@/lib/server/store/room-store'
import type { LimitName } from './rate-limits'

/** What is looked at when somebody asks for the figures. */
export interface MetricsSource {
  /** Rejects where rooms are out of reach. */
  count(): Promise<RoomCounts>
  usage(): { readonly connections: number; readonly unsentBytes: number }
  isReady(): boolean
}

/** Set-up takes a tenth of a second at home, and some seconds where relays have to be tried. Unit: seconds. */
const SETUP_BUCKETS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30]

/**
 * This process's figures for operators. Labels are of closed lists: no name, no room, no address ever becomes one.
 * Counters count from the process's start (docs/protocol.md, section M).
 */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests = this.#counter(
    'requests_total',
    'Requests answered, by event and by code (ok: granted)',
    ['request', 'code'],
  )
  readonly #joins = this.#counter(
    'joins_total',
    'Joins granted: new participants, and returning ones (reconnects and refreshes, by their token)',
    ['kind'],
  )
  readonly #limits = this.#counter(
    'rate_limit_hits_total',
    'What was refused as too much, by the bound that it met',
    ['bound'],
  )
  readonly #drops = this.#counter('connections_dropped_total', 'Connections ended by the server, by reason', [
    'reason',
  ])
  readonly #links = this.#counter(
    'link_ends_connected_total',
    'Ends of links that came up, by the type of their own candidate: a link has two ends, each reports itself',
    ['candidate_type'],
  )
  readonly #failures = this.#counter(
    'link_ends_failed_total',
    'Ends of links that failed to come up or to come back, by verdict; reported where the server was in reach',
    ['verdict'],
  )
  readonly #setup = new Histogram({
    name: 'earshot_link_setup_seconds',
    help: 'From the claim of an offer until media could flow, as each end of a link saw it',
    buckets: SETUP_BUCKETS,
    registers: [this.#registry],
  })
  readonly #rooms = this.#gauge('rooms', 'Rooms with somebody in them, on all nodes together')
  readonly #participants = this.#gauge(
    'participants',
    'Participants, those away included, on all nodes together',
  )
  readonly #offers = this.#gauge('offers', 'Open offers, on all nodes together')
  readonly #connections = this.#gauge('connections', 'Connections of this process')
  readonly #unsent = this.#gauge(
    'unsent_bytes',
    'Bytes that wait in this process for connections to take them',
  )
  readonly #ready = this.#gauge('ready', '1 where this process takes people in, as /readyz says')

  /** Adds the process's own: memory, CPU, event loop lag, garbage collection. Once a process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  noteRequest(request: RequestName | 'unknown', code: ErrorCode | 'ok'): void {
    this.#requests.inc({ request, code })
  }

  noteJoin(kind: 'new' | 'returning'): void {
    this.#joins.inc({ kind })
  }

  noteLimit(bound: LimitName): void {
    this.#limits.inc({ bound })
  }

  noteDrop(reason: 'slow-reader' | 'flood'): void {
    this.#drops.inc({ reason })
  }

  noteLink(outcome: LinkOutcome): void {
    if (outcome.kind === 'failed') {
      this.#failures.inc({ verdict: outcome.verdict })
      return
    }
    this.#links.inc({ candidate_type: outcome.candidateType })
    this.#setup.observe(outcome.setupMs / 1000)
  }

  /** The media type of what `render` gives. */
  get contentType(): string {
    return this.#registry.contentType
  }

  /** @returns everything in Prometheus' text format. What cannot be learnt now is NaN. */
  async render(source: MetricsSource): Promise<string> {
    const counts = await source.count().catch(() => UNKNOWN_COUNTS)
    const { connections, unsentBytes } = source.usage()
    this.#rooms.set(counts.rooms)
    this.#participants.set(counts.participants)
    this.#offers.set(counts.offers)
    this.#connections.set(connections)
    this.#unsent.set(unsentBytes)
    this.#ready.set(source.isReady() ? 1 : 0)
    return this.#registry.metrics()
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `earshot_${name}`, help, labelNames, registers: [this.#registry] })
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `earshot_${name}`, help, registers: [this.#registry] })
  }
}

const UNKNOWN_COUNTS: RoomCounts = { rooms: Number.NaN, participants: Number.NaN, offers: Number.NaN }
