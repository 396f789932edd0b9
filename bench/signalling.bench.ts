import { parseArgs } from 'node:util'
import { CROWD_ARGUMENT, serveCrowd } from './signalling/crowd-process'
import {
  measureIdle,
  measureRelay,
  ONE_SERVER,
  reckonMillion,
  type Scale,
  TWO_NODES,
} from './signalling/measurements'
import { printTable, type Table, writeTables } from './tables'

const WHOLE: Scale = {
  idle: 10_000,
  steps: [1_000, 5_000, 10_000],
  roomSizes: [2, 4, 8],
  relaySeconds: 5,
}

/** To see that everything runs; its figures say little. */
const TRIAL: Scale = { idle: 500, steps: [200, 400], roomSizes: [4], relaySeconds: 2 }

const DOCUMENT = 'docs/scaling.md'

if (process.argv[2] === CROWD_ARGUMENT) serveCrowd(process.argv.slice(3))
else await measure()

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      /** Fills the tables of docs/scaling.md. */
      write: { type: 'boolean', default: false },
      trial: { type: 'boolean', default: false },
    },
  })
  if (values.write && values.trial) throw new Error('A trial is nothing to write down')
  const scale = values.trial ? TRIAL : WHOLE
  const tables: Table[] = []
  const parts = [
    () => measureIdle(scale, ONE_SERVER),
    () => measureRelay(scale, ONE_SERVER),
    () => measureIdle(scale, TWO_NODES),
    () => measureRelay(scale, TWO_NODES),
    () => reckonMillion(scale),
  ]
  for (const part of parts) {
    const measured = await part()
    for (const table of measured) printTable(table)
    tables.push(...measured)
  }
  if (values.write) await writeTables(DOCUMENT, tables)
}
