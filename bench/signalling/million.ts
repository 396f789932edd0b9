import { round, type Table } from '@/bench/tables'

const PARTICIPANTS = 1_000_000

/** How long somebody stays: a stay brings one arrival. */
const STAY_SECONDS = 1_800

/** B11: what a node takes. */
const PARTICIPANTS_A_NODE = 10_000

/** Nodes that share one Redis, where there are several Redis. */
const NODES_A_CELL = 10

/** Nodes on which the costs were measured: each of them read the log. */
const MEASURED_NODES = 2

/** What one arrival (connect, join, offer) costs two nodes together and their Redis. */
export interface ArrivalCosts {
  readonly nodeCpuMs: number
  readonly redisCpuMs: number
  readonly redisKilobytes: number
}

/**
 * Reckons what a million at once would take, by the formula of docs/scaling.md: nothing of it is measured but the costs. What Redis
 * sends grows with the nodes that read its log; its time is taken to grow alike, which is the worst that it can do.
 */
export function estimateMillion({ nodeCpuMs, redisCpuMs, redisKilobytes }: ArrivalCosts): Table {
  const nodes = PARTICIPANTS / PARTICIPANTS_A_NODE
  const arrivals = PARTICIPANTS / STAY_SECONDS
  const cells = nodes / NODES_A_CELL
  const redis = (readers: number, arrivalsASecond: number) => ({
    'CPU % of a Redis': round((arrivalsASecond * redisCpuMs * readers) / MEASURED_NODES / 10),
    'MB/s of a Redis': round((arrivalsASecond * redisKilobytes * readers) / MEASURED_NODES / 1_000, 1),
  })
  const common = { nodes, 'arrivals a second': round(arrivals) }
  // Each node reads what happens on all nodes of its log; the time for its own part is in what was measured.
  const nodeCpu = (arrivalsASecond: number) => round((arrivalsASecond * nodeCpuMs) / MEASURED_NODES / 10)
  return {
    name: 'million',
    title: 'Reckoned for a million at once, by what was measured',
    rows: [
      {
        arrangement: 'one Redis for all',
        ...common,
        'CPU % of a node': nodeCpu(arrivals),
        ...redis(nodes, arrivals),
      },
      {
        arrangement: `${cells} cells of ${NODES_A_CELL} nodes and a Redis each`,
        ...common,
        'CPU % of a node': nodeCpu(arrivals / cells),
        ...redis(NODES_A_CELL, arrivals / cells),
      },
    ],
  }
}
