import { randomInt } from 'node:crypto'
import { setInterval } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { CROWD_ARGUMENT, CrowdProcess, serveCrowd } from './signalling/crowd-process'
import { CROWD_CORE, MeasuredService } from './signalling/service'
import { printTable, round, type Table } from './tables'

const MINUTE_MS = 60_000

/** Of every round; each in rooms of another size, so that rooms come and go. */
const PEOPLE = 240
const MESSAGES_A_SECOND = 100
const RELAY_SECONDS = 4

/** Until who crashed is given up: short, so that a round leaves nothing to the next. */
const GRACE_SECONDS = 2

/** The first rounds fill caches and have code compiled; growth is looked for after this part of them. */
const WARM_PART = 1 / 3

/** A leak of half a kilobyte for each of the thousand people of a minute would be more. */
const MOST_GROWTH = 0.1

/** How often it is asked whether everybody is gone. */
const ASK_MS = 200

/** Halves of what is left past the warming up have two at least. */
const MIN_ROUNDS = 6

if (process.argv[2] === CROWD_ARGUMENT) serveCrowd(process.argv.slice(3))
else await soak()

/** Two nodes and Redis under joins, calls and crashes: their memory is to be flat, and nothing is to be left. */
async function soak(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '15' } } })
  const durationMs = Number(values.minutes) * MINUTE_MS
  if (!(durationMs > 0)) throw new Error('--minutes: expected a number above 0')
  const service = await MeasuredService.start({
    nodes: 2,
    env: { EARSHOT_GRACE_SECONDS: String(GRACE_SECONDS) },
  })
  try {
    const { heaps, refused } = await runRounds(service, durationMs)
    const warm = heaps.slice(Math.ceil(heaps.length * WARM_PART))
    const half = Math.floor(warm.length / 2)
    const [early, late] = [warm.slice(0, half), warm.slice(half)]
    const growth = lowest(late) / lowest(early) - 1
    const left = await readLeftovers(service)
    const rows = [
      {
        minutes: Number(values.minutes),
        rounds: heaps.length,
        people: heaps.length * PEOPLE,
        'heap MB, lowest of the first half': round(lowest(early) / 1_000_000, 1),
        'heap MB, lowest of the second half': round(lowest(late) / 1_000_000, 1),
        'growth %': round(growth * 100, 1),
        'messages refused': refused,
        'left in Redis': left.join(' ') || 'nothing',
      },
    ] satisfies Table['rows']
    printTable({ name: 'soak', title: 'Joins, calls and crashes on two nodes and Redis', rows })
    if (growth > MOST_GROWTH || refused > 0 || left.length > 0) process.exitCode = 1
  } finally {
    await service.stop()
  }
}

/** What a soak has seen. */
interface Rounds {
  /** Of both nodes together after each round, in bytes. */
  readonly heaps: readonly number[]
  /** Messages that were not passed on. */
  readonly refused: number
}

async function runRounds(service: MeasuredService, durationMs: number): Promise<Rounds> {
  const startedAt = performance.now()
  const samples: number[] = []
  let refused = 0
  while (performance.now() - startedAt < durationMs || samples.length < MIN_ROUNDS) {
    const crowd = await CrowdProcess.start(service.urls, CROWD_CORE)
    const roomSize = [2, 3, 4, 8][samples.length % 4] ?? 2
    await crowd.fill(PEOPLE, roomSize, { isInCall: true })
    refused += (await crowd.relay(roomSize, MESSAGES_A_SECOND, RELAY_SECONDS)).refused
    // Some rounds lose their connections, some end in good order, and the rest die with the whole process.
    if (randomInt(2) === 0) await crowd.storm()
    if (randomInt(2) === 0) await crowd.clear()
    await crowd.kill()
    await waitUntilEmpty(service)
    samples.push(await readHeap(service))
  }
  return { heaps: samples, refused }
}

async function readFigures(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return new Map(
    text.split('\n').map((line) => {
      const [name = '', value] = line.split(' ')
      return [name, Number(value)] as const
    }),
  )
}

async function readHeap({ urls }: MeasuredService): Promise<number> {
  const figures = await Promise.all(urls.map(readFigures))
  return figures.reduce((sum, each) => sum + (each.get('nodejs_heap_size_used_bytes') ?? Number.NaN), 0)
}

/** Who crashed is given up after the grace period; then nobody is anywhere any more. */
async function waitUntilEmpty({ urls: [url = ''] }: MeasuredService): Promise<void> {
  for await (const _ of setInterval(ASK_MS)) {
    const figures = await readFigures(url)
    if (figures.get('earshot_participants') === 0 && figures.get('earshot_rooms') === 0) return
  }
}

/** What of people who are gone is still in Redis. Who is the host of a room is kept for a day, and is no leftover. */
async function readLeftovers(service: MeasuredService): Promise<readonly string[]> {
  const keys = await service.readKeys()
  return keys.filter((key) => /^\{earshot\}:(?:node:|deadlines)/.test(key))
}

function lowest(samples: readonly number[]): number {
  return Math.min(...samples)
}
