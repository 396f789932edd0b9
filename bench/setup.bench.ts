import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { median, printFigures } from './figures'
import { type Figure, fillMarked, toMarkdown, toRow } from './setup/figures'
import { type MeasuredCall, measureAnswer, measureJoin, measureVisit } from './setup/measure-calls'
import { measureFloor } from './setup/measure-floor'
import { measurePathChange, measureServerRestart } from './setup/measure-recovery'
import { openLoopback, openWide, type Place } from './setup/place'
import { drawWaterfall, toSteps, toStepTable } from './setup/waterfall'

const { values: options } = parseArgs({
  options: {
    /** A median of fewer says little on a shared machine. */
    runs: { type: 'string', default: '9' },
    /** Fills docs/performance.md and docs/images. */
    write: { type: 'boolean', default: false },
    /** `loopback` or `wide` alone. */
    only: { type: 'string' },
  },
})
const RUNS = Number(options.runs)

interface Targets {
  readonly instant: Figure['target'] & object
  readonly plain: Figure['target'] & object
  readonly visit: Figure['target'] & object
}
const LOOPBACK_TARGETS: Targets = {
  instant: { timesFloor: 0.8 },
  plain: { timesFloor: 1.3 },
  visit: { ms: 700 },
}
const WIDE_TARGETS: Targets = { instant: { ms: 200 }, plain: { ms: 420 }, visit: { ms: 1_200 } }

interface Measured {
  readonly floor: MeasuredCall['frames'][]
  readonly instant: MeasuredCall[]
  readonly instantKeyed: MeasuredCall[]
  readonly plain: MeasuredCall[]
  readonly plainKeyed: MeasuredCall[]
  readonly claimed: MeasuredCall[]
  readonly visit: MeasuredCall[]
  readonly third: number[]
  readonly fourth: number[]
  readonly restart: number[]
  readonly pathChange: number[]
}

let roomCount = 0
/** The address of a room that nobody has been in, with a place for a query. */
function newRoom(isKeyed = false): string {
  roomCount += 1
  return `/bench-${process.pid}-${roomCount}?${isKeyed ? toKeyFragment(createRoomKey()) : ''}`
}

/** Takes one measurement more, and says what it was: a run takes a while. */
function createTaker(where: string, run: number) {
  return async <T>(what: string, values: T[], takeOne: () => Promise<T>): Promise<void> => {
    const value = await takeOne()
    values.push(value)
    console.log(`${where}, run ${run + 1} of ${RUNS}, ${what}: ${JSON.stringify(value)}`)
  }
}

/** One run after the other, each of everything, so that all meet the same state of a shared machine. */
async function measure(place: Place): Promise<Measured> {
  const measured: Measured = {
    floor: [],
    instant: [],
    instantKeyed: [],
    plain: [],
    plainKeyed: [],
    claimed: [],
    visit: [],
    third: [],
    fourth: [],
    restart: [],
    pathChange: [],
  }
  for (let run = 0; run < RUNS; run += 1) {
    const page = await place.openPage('caller', 'plain')
    await page.goto('/')
    const { offerer: caller, answerer } = await page.evaluate(measureFloor)
    measured.floor.push({ caller, answerer })
    await page.context().close()
    const take = createTaker(place.name, run)
    await take('instant', measured.instant, () => measureAnswer(place, 'instant', newRoom()))
    await take('instant, keyed', measured.instantKeyed, () => measureAnswer(place, 'instant', newRoom(true)))
    await take('not instant', measured.plain, () => measureAnswer(place, 'plain', newRoom()))
    await take('not instant, keyed', measured.plainKeyed, () => measureAnswer(place, 'plain', newRoom(true)))
    await take('claimed', measured.claimed, () => measureAnswer(place, 'claimed', newRoom()))
    await take('visit', measured.visit, () => measureVisit(place, 'instant', newRoom()))
    await take('third', measured.third, () => measureJoin(place, 'plain', newRoom(), 3))
    await take('fourth', measured.fourth, () => measureJoin(place, 'plain', newRoom(), 4))
    await take('restart', measured.restart, () => measureServerRestart(place, 'plain', newRoom()))
    if (place.changePath !== null) {
      await take('path change', measured.pathChange, () => measurePathChange(place, 'plain', newRoom()))
    }
  }
  return measured
}

function bothSides(
  what: string,
  calls: readonly MeasuredCall['frames'][],
  target?: Figure['target'],
): Figure[] {
  return (['caller', 'answerer'] as const).map((side) => ({
    what: `${what}, at the ${side}`,
    valuesMs: calls.map((frames) => frames[side]),
    ...(target === undefined ? {} : { target }),
  }))
}

const framesOf = (calls: readonly MeasuredCall[]) => calls.map(({ frames }) => frames)

function toFigures(measured: Measured, targets: Targets): Figure[] {
  return [
    ...bothSides('floor: two connections in one page', measured.floor),
    ...bothSides('answer → frame, instant', framesOf(measured.instant), targets.instant),
    ...bothSides('answer → frame, instant, keyed room', framesOf(measured.instantKeyed), targets.instant),
    ...bothSides('answer → frame, not instant', framesOf(measured.plain), targets.plain),
    ...bothSides('answer → frame, not instant, keyed room', framesOf(measured.plainKeyed), targets.plain),
    ...bothSides('answer → frame, nothing prepared: a door that asks', framesOf(measured.claimed)),
    {
      what: 'visit with an empty cache and join=1 → frame',
      valuesMs: framesOf(measured.visit).map(({ answerer }) => answerer),
      target: targets.visit,
    },
    { what: 'third participant: press → all pictures', valuesMs: measured.third },
    { what: 'fourth participant: press → all pictures', valuesMs: measured.fourth },
    { what: 'server restarted → everybody has joined again', valuesMs: measured.restart },
    ...(measured.pathChange.length === 0
      ? []
      : [{ what: 'address changed → picture runs again', valuesMs: measured.pathChange }]),
  ]
}

/** @returns whether every target was reached */
async function report(name: string, open: () => Promise<Place>, targets: Targets): Promise<boolean> {
  const place = await open()
  const measured = await measure(place).finally(() => place.close())
  const floorMs = Math.max(
    ...(['caller', 'answerer'] as const).map((side) => median(measured.floor.map((frames) => frames[side]))),
  )
  const figures = toFigures(measured, targets)
  const rows = figures.map((figure) => toRow(figure, floorMs))
  printFigures(`Setting up, ${place.name}`, figures, floorMs)
  console.log(`\n${toMarkdown(place.name, RUNS, rows)}`)
  const waterfalls = [
    {
      file: `visit-${name}`,
      title: `Visit → first frame, ${place.name}`,
      steps: toSteps(measured.visit.map(({ steps }) => steps)),
    },
    {
      file: `answer-${name}`,
      title: `Answer → first frame, not instant, ${place.name}`,
      steps: toSteps(measured.plain.map(({ steps }) => steps)),
    },
  ]
  const tables = waterfalls.map(({ title, steps }) => toStepTable(title, steps))
  for (const table of tables) console.log(`\n${table}`)
  console.log(JSON.stringify({ title: `Where the time goes, ${place.name}`, waterfalls }))
  if (options.write) {
    const images = waterfalls.map(({ file, title }) => `![${title}](images/${file}.svg)`)
    for (const { file, title, steps } of waterfalls)
      writeFileSync(`docs/images/${file}.svg`, drawWaterfall(title, steps))
    const text = [toMarkdown(place.name, RUNS, rows), ...tables, ...images].join('\n\n')
    writeFileSync(
      'docs/performance.md',
      fillMarked(readFileSync('docs/performance.md', 'utf8'), `setup ${name}`, text),
    )
  }
  return rows.every(({ isReached }) => isReached !== false)
}

let isReached = true
if (options.only !== 'wide')
  isReached = (await report('loopback', openLoopback, LOOPBACK_TARGETS)) && isReached
if (options.only !== 'loopback') isReached = (await report('wide', openWide, WIDE_TARGETS)) && isReached
process.exitCode = isReached ? 0 : 1
