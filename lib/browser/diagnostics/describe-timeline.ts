import type { LinkEvent, LinkPreparedness } from './link-event'

/** A step on the way from the devices to the first picture. `offer` and `answer`: sent at one end, come at the other. */
export type StepName =
  | 'capture'
  | 'connection'
  | 'tracks'
  | 'local-description'
  | 'offer'
  | 'candidates'
  | 'answer'
  | 'remote-description'
  | 'ice'
  | 'dtls'
  | 'person'
  | 'first-frame'

export interface TimelineStep {
  readonly name: StepName
  /** Milliseconds since the link was asked for; negative for devices that were opened before. */
  readonly startMs: number
  readonly durationMs: number
  /** It runs beside the others, and so does not count into their sum. */
  readonly isBeside: boolean
  /** Nobody worked: the offer, or the prepared link, waited for somebody to answer. */
  readonly isWait: boolean
}

export interface Timeline {
  /** In the order in which they end; those beside the others where they begin. */
  readonly steps: readonly TimelineStep[]
  /** From the first step in the row to the last: the sum of the durations of those that are not beside. */
  readonly totalMs: number
  /** The part of it that the two ends worked. */
  readonly setUpMs: number
  /** The first picture has come. */
  readonly isComplete: boolean
}

type Role = 'offerer' | 'answerer'
type Milestone = readonly [StepName, (event: LinkEvent) => boolean]

const isDescription = (side: 'local' | 'remote') => (event: LinkEvent) =>
  event.kind === 'description' && event.side === side
const isReport = (kind: string) => (event: LinkEvent) => event.kind === 'report' && event.report.kind === kind
const isState = (machine: string, states: readonly string[]) => (event: LinkEvent) =>
  event.kind === 'state' && event.machine === machine && states.includes(event.state)

const CONNECTION: Milestone = ['connection', (event) => event.kind === 'created']
const TRACKS: Milestone = ['tracks', isReport('media-attached')]
const LOCAL: Milestone = ['local-description', isDescription('local')]
const REMOTE: Milestone = ['remote-description', isDescription('remote')]
const RECEIVED = isReport('description-received')
const TO_THE_PICTURE: readonly Milestone[] = [
  ['ice', isState('ice', ['connected', 'completed'])],
  ['dtls', isState('connection', ['connected'])],
  ['first-frame', (event) => event.kind === 'first-frame'],
]

/** What ends each step, by the end at which it happens. */
const MILESTONES: Readonly<Record<Role, readonly Milestone[]>> = {
  offerer: [
    CONNECTION,
    TRACKS,
    LOCAL,
    ['offer', isReport('offer-sent')],
    ['answer', RECEIVED],
    REMOTE,
    ...TO_THE_PICTURE,
  ],
  answerer: [
    CONNECTION,
    ['offer', RECEIVED],
    REMOTE,
    TRACKS,
    LOCAL,
    ['answer', isReport('answer-sent')],
    ...TO_THE_PICTURE,
  ],
}

/**
 * Makes of a link's events the steps of its set-up. Each step in the row begins where the one before it ended, so that their
 * durations add up to the whole; what the browser tells late counts to the step before it.
 * @returns null where the log does not go back to the link's beginning
 */
export function describeTimeline(events: readonly LinkEvent[], role: Role): Timeline | null {
  const request = events.find((event) => event.kind === 'requested')
  if (request?.kind !== 'requested') return null
  const { atMs: zeroMs, preparation } = request
  const row = describeRow(events, toPrepared(MILESTONES[role], preparation), {
    zeroMs,
    waitStep: preparation !== 'none' ? 'person' : role === 'offerer' ? 'answer' : null,
  })
  const totalMs = sum(row)
  const beside = [
    describeBeside('capture', events, (event) => event.kind === 'capture-requested', CAPTURED, zeroMs),
    describeBeside('candidates', events, isState('gathering', ['gathering']), GATHERED, zeroMs),
  ].flatMap((step) => step ?? [])
  return {
    steps: place(row, beside),
    totalMs,
    setUpMs: totalMs - sum(row.filter(({ isWait }) => isWait)),
    isComplete: row.some(({ name }) => name === 'first-frame'),
  }
}

const CAPTURED = (event: LinkEvent) => event.kind === 'capture-opened'
const GATHERED = isState('gathering', ['complete'])

/** By a prepared link the person answers once the path stands, so that media goes out at once; by a held one before it is looked for. */
function toPrepared(milestones: readonly Milestone[], preparation: LinkPreparedness): readonly Milestone[] {
  if (preparation === 'none') return milestones
  const person: Milestone = ['person', (event) => event.kind === 'answered']
  const next: StepName = preparation === 'held' ? 'ice' : 'first-frame'
  return milestones.flatMap((milestone) => (milestone[0] === next ? [person, milestone] : [milestone]))
}

function describeRow(
  events: readonly LinkEvent[],
  milestones: readonly Milestone[],
  { zeroMs, waitStep }: { readonly zeroMs: number; readonly waitStep: StepName | null },
): TimelineStep[] {
  const steps: TimelineStep[] = []
  let atMs = 0
  for (const [name, isEnd] of milestones) {
    const end = events.find(isEnd)
    // A call without a camera has no picture, but it goes on; any other step that is missing has not happened yet.
    if (end === undefined) break
    const endMs = Math.max(end.atMs - zeroMs, atMs)
    const isWait = name === waitStep
    steps.push({ name, startMs: atMs, durationMs: endMs - atMs, isBeside: false, isWait })
    atMs = endMs
  }
  return steps
}

function describeBeside(
  name: StepName,
  events: readonly LinkEvent[],
  isStart: (event: LinkEvent) => boolean,
  isEnd: (event: LinkEvent) => boolean,
  zeroMs: number,
): TimelineStep | null {
  const start = events.find(isStart)
  const end = events.find((event) => isEnd(event) && start !== undefined && event.atMs >= start.atMs)
  if (start === undefined || end === undefined) return null
  return {
    name,
    startMs: start.atMs - zeroMs,
    durationMs: end.atMs - start.atMs,
    isBeside: true,
    isWait: false,
  }
}

/** Those beside stand before the first step of the row that begins after them. */
function place(row: readonly TimelineStep[], beside: readonly TimelineStep[]): TimelineStep[] {
  return [...row, ...beside].toSorted(
    (a, b) => a.startMs - b.startMs || Number(b.isBeside) - Number(a.isBeside),
  )
}

function sum(steps: readonly TimelineStep[]): number {
  return steps.reduce((total, { durationMs }) => total + durationMs, 0)
}
