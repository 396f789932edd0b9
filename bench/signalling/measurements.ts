import { percentile, round, type Table } from '@/bench/tables'
import { CrowdProcess } from './crowd-process'
import { estimateMillion } from './million'
import { CROWD_CORE, type MeasuredServer, MeasuredService } from './service'

/** How much is measured: all of it, or in half a minute enough to see that everything runs. */
export interface Scale {
  readonly idle: number
  /** Participants at which the relay is measured. */
  readonly steps: readonly number[]
  readonly roomSizes: readonly number[]
  readonly relaySeconds: number
  /** Participants on two nodes. */
  readonly onTwoNodes: number
}

/** Each of the participants has the server carry something this often: many times what a call needs that is up. */
const SECONDS_BETWEEN_SIGNALS = 10

/** What a server does at its leisure once people are in: buffers and garbage of their coming. */
const SETTLE_MS = 5_000

const OTHERS_IN_THE_ROOM = [1, 3, 7, 15, 31]

/** Others in the room in which a join is measured while the server fills. */
const MEASURED_ROOM = 3

/** Memory by idle sockets, joins a second, and a storm in which all come back at once. */
export async function measureIdle({ idle }: Scale): Promise<readonly Table[]> {
  return withService(1, async (service, crowd) => {
    const [server] = service.servers
    if (server === undefined) throw new Error('No server')
    const empty = await server.process.readResidentBytes()
    const busyBefore = await server.process.readCpuMs()
    const arrivals = await crowd.fill(idle, 4, { isInCall: false })
    const busyMs = (await server.process.readCpuMs()) - busyBefore
    await settle()
    const full = await server.process.readResidentBytes()
    const busyBeforeStorm = await server.process.readCpuMs()
    const returnsMs = await crowd.storm()
    const busyInStorm = (await server.process.readCpuMs()) - busyBeforeStorm
    await settle()
    const afterStorm = await server.process.readResidentBytes()
    return [
      {
        name: 'idle',
        title: 'Idle participants, one server on one core',
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
        name: 'storm',
        title: 'All connections break at once; everybody comes back by token',
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
export async function measureRelay(scale: Scale): Promise<readonly Table[]> {
  const relay: Table['rows'][number][] = []
  const bytes: Table['rows'][number][] = []
  for (const roomSize of scale.roomSizes) {
    const isFirst = roomSize === scale.roomSizes[0]
    await withService(1, async ({ servers }, crowd) => {
      if (isFirst) for (const others of OTHERS_IN_THE_ROOM) bytes.push(await measureJoin(crowd, others, 0))
      for (const participants of scale.steps) {
        const arrivals = await crowd.fill(participants, roomSize, { isInCall: true })
        relay.push({
          ...(await measureSignals(crowd, servers, { ...scale, participants, roomSize })),
          'arrivals a second': round((arrivals.count / arrivals.tookMs) * 1_000),
        })
        const hasPlace = participants + MEASURED_ROOM < MOST_CONNECTIONS
        if (isFirst && hasPlace) bytes.push(await measureJoin(crowd, MEASURED_ROOM, participants))
      }
    })
  }
  return [
    {
      name: 'relay',
      title: 'A description of 3.5 kB from one to another, one server on one core',
      rows: relay,
    },
    { name: 'join-bytes', title: 'Bytes that one join sends', rows: bytes },
  ]
}

/** The same through two nodes and Redis, all three on one core; and what that comes to for a million. */
export async function measureTwoNodes(scale: Scale): Promise<readonly Table[]> {
  return withService(2, async (service, crowd) => {
    const participants = scale.onTwoNodes
    const before = await readCosts(service)
    const arrivals = await crowd.fill(participants, 4, { isInCall: true })
    const after = await readCosts(service)
    const signals = await measureSignals(crowd, service.servers, { ...scale, participants, roomSize: 4 })
    const perArrival = (figure: keyof typeof before) => (after[figure] - before[figure]) / arrivals.count
    const costs = {
      nodeCpuMs: perArrival('nodeCpuMs'),
      redisCpuMs: perArrival('cpuMs'),
      redisKilobytes: perArrival('networkBytes') / 1_000,
    }
    return [
      {
        name: 'two-nodes',
        title: 'Two nodes and Redis on one core, neighbours in a room on different nodes',
        rows: [
          {
            ...signals,
            'arrivals a second': round((arrivals.count / arrivals.tookMs) * 1_000),
            'nodes CPU ms an arrival': round(costs.nodeCpuMs, 2),
            'Redis CPU ms an arrival': round(costs.redisCpuMs, 3),
            'Redis kB an arrival': round(costs.redisKilobytes, 1),
          },
        ],
      },
      estimateMillion(costs),
    ]
  })
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
