import { describeCandidates, describePairs, describePath } from './describe-path'
import { describeTimeline } from './describe-timeline'
import type { LinkEvent } from './link-event'
import type { LinkLog } from './link-log'
import type { LinkReading, StateChange } from './link-reading'
import {
  describeCodecs,
  type LinkSample,
  measureLink,
  readLimitation,
  type StatsMoment,
} from './measure-link'
import { listStats } from './stats-entry'
import { StatsHistory } from './stats-history'

/** Five minutes at one measure each two seconds. */
const SAMPLES = 150

/** Measures one link, and keeps the last minutes of what it measured; of a link that is over, what it measured last. */
export class LinkMeter {
  readonly link: LinkLog
  readonly history = new StatsHistory(SAMPLES)
  #moment: StatsMoment | null = null
  #samples: readonly LinkSample[] = []

  constructor(link: LinkLog) {
    this.link = link
  }

  /** Never rejects: a connection that has no statistics leaves everything as it was. */
  async measure(): Promise<void> {
    const { connection, isClosed } = this.link
    if (connection === null || isClosed) return
    try {
      const stats = listStats(await connection.getStats())
      const moment = { stats, atMs: Date.now() }
      this.#samples = [...this.#samples, measureLink(moment, this.#moment)].slice(-SAMPLES)
      this.#moment = moment
      this.history.add(stats, moment.atMs)
    } catch {
      // The connection was closed meanwhile.
    }
  }

  /** @param events of the link, as the recorder has them */
  read(events: readonly LinkEvent[]): LinkReading {
    const stats = this.#moment?.stats ?? []
    const { id, role, isClosed } = this.link
    return {
      linkId: id,
      role,
      isClosed,
      timeline: describeTimeline(events, role),
      states: describeStates(events),
      local: describeCandidates(stats, 'local'),
      remote: describeCandidates(stats, 'remote'),
      pairs: describePairs(stats),
      path: describePath(stats),
      codecs: describeCodecs(stats),
      limitation: readLimitation(stats),
      samples: this.#samples,
    }
  }
}

/** @returns The states that a link came to, since it was asked for. */
function describeStates(events: readonly LinkEvent[]): StateChange[] {
  const zeroMs = events.find(({ kind }) => kind === 'requested')?.atMs ?? 0
  return events.flatMap((event) =>
    event.kind === 'state'
      ? [{ machine: event.machine, state: event.state, afterMs: event.atMs - zeroMs }]
      : [],
  )
}
