import type { StatsEntry } from './stats-entry'

/** More than a link with screens has (some 60 objects of some 30 members). */
const MAX_COLUMNS = 3_000

/** One member of one statistics object over time. */
export interface StatsColumn {
  /** The object's type, such as `inbound-rtp`. */
  readonly statsType: string
  /** Milliseconds since the epoch. */
  startMs: number
  endMs: number
  readonly values: unknown[]
}

/** The last values of each member that a link's statistics had, by `{id}-{member}` as Chrome's internals page names them. */
export class StatsHistory {
  readonly #columns = new Map<string, StatsColumn>()
  readonly #length: number

  /** @param length values kept of each member */
  constructor(length: number) {
    this.#length = length
  }

  add(stats: readonly StatsEntry[], atMs: number): void {
    for (const entry of stats) {
      for (const [name, value] of Object.entries(entry)) {
        if (name === 'id' || name === 'type' || typeof value === 'object') continue
        this.#put(`${String(entry.id)}-${name}`, String(entry.type), value, atMs)
      }
    }
  }

  columns(): ReadonlyMap<string, StatsColumn> {
    return this.#columns
  }

  #put(key: string, statsType: string, value: unknown, atMs: number): void {
    const column = this.#columns.get(key)
    if (column === undefined) {
      if (this.#columns.size < MAX_COLUMNS) {
        this.#columns.set(key, { statsType, startMs: atMs, endMs: atMs, values: [value] })
      }
      return
    }
    column.values.push(value)
    column.endMs = atMs
    if (column.values.length > this.#length) column.values.shift()
  }
}
