import { percentile, round, type Table } from '@/bench/tables'
import { CrowdProcess } from './crowd-process'
import { type ArrivalCosts, estimateMillion } from './million'
import { CROWD_CORE, type MeasuredServer, MeasuredService } from './service'

/** How much is measured: all of it, or in half a minute enough to see that everything runs. */
export interface Scale {
  readonly idle: number
  /** Participants at which the relay is measured. */
  readonly steps: readonly number[]
  readonly roomSizes: readonly number[]
  readonly relaySeconds: number
}

/** What is measured, and how its tables are called. */
interface Arrangement {
  readonly nodes: number
  readonly suffix: string
  readonly title: string
}

export const ONE_SERVER: Arrangement = { nodes: 1, suffix: '', title: 'one server on one core' }

/** Neighbours in a room are on different nodes. */
export const TWO_NODES: Arrangement = {
  nodes: 2,
  suffix: '-two-nodes',
  title: 'two nodes and their Redis on one core',
}

/** Each of the participants has the server carry something this often: many times what a call needs that is up. */
const SECONDS_BETWEEN_SIGNALS = 10

/** What a server does at its leisure once people are in: buffers and garbage of their coming. */
const SETTLE_MS = 5_000

const OTHERS_IN_THE_ROOM = [1, 3, 7, 15, 31]

/** Others in the room in which a join is measured while the server fills. */
const MEASURED_ROOM = 3

/** Memory by idle sockets, joins a second, and a storm in which all come back at once. */
export async function measureIdle(
  { idle }: Scale,
  { nodes, suffix, title }: Arrangement,
): Promise<readonly Table[]> {
  return withService(nodes, async ({ servers }, crowd) => {
    const empty = await sumResidentBytes(servers)
    const busyBefore = await sumCpuMs(servers)
    const arrivals = await crowd.fill(idle, 4, { isInCall: false })
    const busyMs = (await sumCpuMs(servers)) - busyBefore
    await settle()
    const full = await sumResidentBytes(servers)
    const busyBeforeStorm = await sumCpuMs(servers)
    const returnsMs = await crowd.storm()
    const busyInStorm = (await sumCpuMs(servers)) - busyBeforeStorm
    await settle()
    const afterStorm = await sumResidentBytes(servers)
    return [
      {
        name: `idle${suffix}`,
        title: `Idle participants, ${title}`,
        rows: [
          {
            participants: idle,
            'resident MB, empty': toMegabytes(empty),
            'resident MB, full': toMegabytes(full),
            'kB a participant': round((full - empty) / idle / 1_000, 1),
            'joins a second': round((arrivals.count / arrivals.tookMs) * 1_000),
            'server CPU ms a join': round(busyMs / arrivals.count, 2),
            'join ms p50': round(percentile(arrivals.waitsMs, 0.5), 1),
            'join ms p99': round(percentile(arrivals.waitsMs, 0.99), 1),
          },
        ],
      },
      {
        name: `storm${suffix}`,
        title: `All connections break at once and everybody comes back by token, ${title}`,
        rows: [
          {
            participants: idle,
            'back s, half of them': round(percentile(returnsMs, 0.5) / 1_000, 1),
            'back s, 99 of 100': round(percentile(returnsMs, 0.99) / 1_000, 1),
            'back s, all': round(percentile(returnsMs, 1) / 1_000, 1),
            'server CPU ms a return': round(busyInStorm / idle, 2),
            'resident MB after it': toMegabytes(afterStorm),
          },
        ],
      },
    ]
  })
}

/** The way of a message from one to another, as participants and rooms grow; and what a join sends, as rooms and server grow. */
export async function measureRelay(
  scale: Scale,
  { nodes, suffix, title }: Arrangement,
): Promise<readonly Table[]> {
  const relay: Table['rows'][number][] = []
  const bytes: Table['rows'][number][] = []
  for (const roomSize of scale.roomSizes) {
    const isFirst = roomSize === scale.roomSizes[0]
    await withService(nodes, async (service, crowd) => {
      if (isFirst) for (const others of OTHERS_IN_THE_ROOM) bytes.push(await measureJoin(crowd, others, 0))
      for (const participants of scale.steps) {
        const arrivals = await measureArrivals(service, () =>
          crowd.fill(participants, roomSize, { isInCall: true }),
        )
        relay.push({
          ...(await measureSignals(crowd, service.servers, { ...scale, participants, roomSize })),
          ...arrivals.figures,
        })
        const hasPlace = participants + MEASURED_ROOM < MOST_CONNECTIONS
        if (isFirst && hasPlace) bytes.push(await measureJoin(crowd, MEASURED_ROOM, participants))
      }
    })
  }
  return [
    { name: `relay${suffix}`, title: `A description of 3.5 kB from one to another, ${title}`, rows: relay },
    { name: `join-bytes${suffix}`, title: `Bytes that one join sends, ${title}`, rows: bytes },
  ]
}

/** What two nodes and Redis cost, and what that comes to for a million. */
export async function reckonMillion(scale: Scale): Promise<readonly Table[]> {
  return withService(TWO_NODES.nodes, async (service, crowd) => {
    const participants = scale.steps.at(-2) ?? 0
    const { costs } = await measureArrivals(service, () => crowd.fill(participants, 4, { isInCall: true }))
    return costs === null ? [] : [estimateMillion(costs)]
  })
}

/** @returns how many came in a second and, where there is a Redis, what each cost. */
async function measureArrivals(
  service: MeasuredService,
  fill: () => Promise<{ readonly count: number; readonly tookMs: number }>,
): Promise<{ readonly figures: Table['rows'][number]; readonly costs: ArrivalCosts | null }> {
  const hasRedis = service.servers.length > 1
  const before = hasRedis ? await readCosts(service) : null
  const { count, tookMs } = await fill()
  const after = hasRedis ? await readCosts(service) : null
  const figures = { 'arrivals a second': round((count / tookMs) * 1_000) }
  if (before === null || after === null) return { figures, costs: null }
  const costs: ArrivalCosts = {
    nodeCpuMs: (after.nodeCpuMs - before.nodeCpuMs) / count,
    redisCpuMs: (after.cpuMs - before.cpuMs) / count,
    redisKilobytes: (after.networkBytes - before.networkBytes) / count / 1_000,
  }
  return { figures: { ...figures, ...describeCosts(costs) }, costs }
}

function describeCosts({ nodeCpuMs, redisCpuMs, redisKilobytes }: ArrivalCosts) {
  return {
    'nodes CPU ms an arrival': round(nodeCpuMs, 2),
    'Redis CPU ms an arrival': round(redisCpuMs, 3),
    'Redis kB an arrival': round(redisKilobytes, 1),
  }
}

async function readCosts(service: MeasuredService) {
  return { ...(await service.readRedis()), nodeCpuMs: await sumCpuMs(service.servers) }
}

/** B11: the server takes no more. Beside so many, nobody else comes in to be measured. */
const MOST_CONNECTIONS = 10_000

async function measureSignals(
  crowd: CrowdProcess,
  servers: readonly MeasuredServer[],
  at: { readonly participants: number; readonly roomSize: number; readonly relaySeconds: number },
): Promise<Table['rows'][number]> {
  const perSecond = at.participants / SECONDS_BETWEEN_SIGNALS
  const before = await sumCpuMs(servers)
  const { latenciesMs, refused } = await crowd.relay(at.roomSize, perSecond, at.relaySeconds)
  const busyMs = (await sumCpuMs(servers)) - before
  return {
    participants: at.participants,
    'room of': at.roomSize,
    'messages a second': round(perSecond),
    'p50 ms': round(percentile(latenciesMs, 0.5), 1),
    'p99 ms': round(percentile(latenciesMs, 0.99), 1),
    'p99.9 ms': round(percentile(latenciesMs, 0.999), 1),
    refused,
    'CPU %': round((busyMs / (at.relaySeconds * 1_000)) * 100),
  }
}

async function measureJoin(crowd: CrowdProcess, others: number, elsewhere: number) {
  const { toJoiner, toOthers } = await crowd.join(others)
  return {
    'others in the room': others,
    'participants elsewhere': elsewhere,
    'bytes to the joiner': toJoiner,
    'bytes to each other one': round(toOthers / others),
    'bytes in all': toJoiner + toOthers,
  }
}

async function sumCpuMs(servers: readonly MeasuredServer[]): Promise<number> {
  const each = await Promise.all(servers.map(({ process }) => process.readCpuMs()))
  return each.reduce((sum, ms) => sum + ms, 0)
}

async function sumResidentBytes(servers: readonly MeasuredServer[]): Promise<number> {
  const each = await Promise.all(servers.map(({ process }) => process.readResidentBytes()))
  return each.reduce((sum, bytes) => sum + bytes, 0)
}

async function withService<T>(
  nodes: number,
  measure: (service: MeasuredService, crowd: CrowdProcess) => Promise<T>,
): Promise<T> {
  const service = await MeasuredService.start({ nodes })
  try {
    const crowd = await CrowdProcess.start(service.urls, CROWD_CORE)
    try {
      return await measure(service, crowd)
    } finally {
      await crowd.stop()
    }
  } finally {
    await service.stop()
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, SETTLE_MS)
  })
}

function toMegabytes(bytes: number): number {
  return round(bytes / 1_000_000)
}
