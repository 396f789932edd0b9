import type {
  LinkEncodings,
  LinkSources,
  PictureEncoding,
  PictureSize,
} from '@/lib/browser/peer/link-encodings'
import type { StrainMessage, ViewMessage } from '@/lib/protocol/link-messages'
import { createGovernor, type Evidence, type Governor, nextGovernor, postponeRaise } from './governor'
import { estimateCarried, judgePath, type PathMeasure } from './path-evidence'
import { CAMERA_RUNGS, chooseShownSize, highestRungWithin, SCREEN_RUNGS } from './rungs'
import { type Demand, type Share, shareUplink } from './share-uplink'

/** What a call may take of an uplink, sound included, in bits a second: a home's slower one carries it, and so does a busy laptop. */
export const UPLINK_BPS = 2_300_000
/** Less than this is no estimate but a path that is down. */
const LEAST_UPLINK_BPS = 150_000
/** Sound and the least of a picture. */
const LEAST_LINK_BPS = 110_000
/** Set aside for sound on each link, whatever becomes of pictures. */
export const AUDIO_BPS = 40_000
/** Less than what was measured, so that what follows does not wait in a queue. */
const CAUTION = 0.9
const STEP_UP = 1.25
/** How much of what a browser believes that a path carries is tried at once. */
const BELIEF = 0.75
/** The share of all cores that encoding may take, and that at which more is tried. */
const BUSY_SHARE = 0.7
const IDLE_SHARE = 0.4
/** A face of this size is still one; a slower processor has other troubles. */
const LOWEST_PROCESSOR_RUNG = 1
const HIGHEST_RUNG = CAMERA_RUNGS.length - 1
/** What a browser's estimate takes to follow another plan. */
const SETTLING_MS = 2_000
/** Nothing higher is tried for so long after a join: whether it fits is seen first. */
const CALM_MS = 10_000
/** By how much the shortest round trip is believed to have grown at each look. */
const FORGETTING = 1.02
/** Where there is no camera yet, the plan is for one as they are asked for. */
const TYPICAL_CAMERA: PictureSize = { width: 1280, height: 720 }

export type Strain = StrainMessage['by']
export type LinkView = Omit<ViewMessage, 'kind'>

/** What one look at a link gave. */
export interface LinkMeasure extends PathMeasure {
  /** The browser says that the processor is the bound, of any picture. */
  readonly isProcessorShort: boolean
  /** Seconds of encoding in a second, all pictures together. */
  readonly encodeShare: number
}

export interface LinkInput {
  readonly id: string
  readonly sources: LinkSources
  readonly view: LinkView
  /** null: not looked at, or too early to mean anything. */
  readonly measure: LinkMeasure | null
}

interface LinkState {
  readonly limit: Governor
  readonly leastRttMs: number | null
  /** When the encodings last changed. */
  readonly changedAtMs: number
  readonly encodings: LinkEncodings
  readonly cameraRung: number
  readonly strain: Strain
}

/** What the plan remembers from one look to the next. Immutable. */
export interface SendPlan {
  readonly uplink: Governor
  /** The highest rung of a camera that the processor is trusted with. */
  readonly processor: Governor
  /** How each link sends, by the id that it was asked for. */
  readonly links: ReadonlyMap<string, LinkState>
}

export function createSendPlan(): SendPlan {
  return { uplink: createGovernor(UPLINK_BPS), processor: createGovernor(HIGHEST_RUNG), links: new Map() }
}

/**
 * Decides how every link sends, from how many there are, how large each picture is shown, and what was measured since the last time.
 * Sound has its share on every link before any picture, what is not shown is not sent, and all pictures together stay within the
 * uplink. Steps are few, a step down takes two bad looks, and a step up that failed is tried again later and later.
 * @param cores How many the machine has.
 */
export function nextSendPlan(
  before: SendPlan,
  links: readonly LinkInput[],
  cores: number,
  nowMs: number,
): SendPlan {
  const looks = links.map((link) => look(link, before.links.get(link.id), nowMs))
  const judged = looks.filter(({ evidence }) => evidence !== null)
  const isUplinkFull = isFullForMany(judged)
  const hasNewcomer = links.some(({ id }) => !before.links.has(id))
  const known = hasNewcomer ? postponeRaise(before.uplink, nowMs + CALM_MS) : before.uplink
  const uplink = nextUplink(known, judged, isUplinkFull, nowMs)
  const processor = nextProcessor(before, links, cores, nowMs)
  const limits = new Map(looks.map((one) => [one.link.id, nextLimit(one, isUplinkFull, nowMs)]))
  const limitOf = (id: string) => (limits.get(id)?.value ?? UPLINK_BPS) - AUDIO_BPS
  const budget = uplink.value - links.length * AUDIO_BPS
  const demands = links.map((link) => createDemand(link, limitOf(link.id)))
  const shares = shareUplink(demands, budget, processor.value)
  const screenRung = Math.max(0, highestRungWithin(SCREEN_RUNGS, budget / Math.max(1, links.length)))
  const after = looks.map(({ link, leastRttMs }): [string, LinkState] => {
    const share = shares.get(link.id) ?? { camera: -1, screen: -1 }
    const limit = limits.get(link.id) ?? createGovernor(UPLINK_BPS)
    const encodings = createEncodings(link, share, screenRung)
    const earlier = before.links.get(link.id)
    const isSame = earlier !== undefined && JSON.stringify(earlier.encodings) === JSON.stringify(encodings)
    return [
      link.id,
      {
        limit,
        leastRttMs,
        changedAtMs: isSame ? earlier.changedAtMs : nowMs,
        encodings: isSame ? earlier.encodings : encodings,
        cameraRung: share.camera,
        strain: chooseStrain(link, share, { uplink, limit, processor }),
      },
    ]
  })
  return { uplink, processor, links: new Map(after) }
}

interface Look {
  readonly link: LinkInput
  readonly limit: Governor
  readonly leastRttMs: number | null
  readonly carriedBps: number
  readonly plannedBps: number
  /** null: there is nothing to judge by. */
  readonly evidence: Evidence | null
}

/** What the last plan for a link has led to. */
function look(link: LinkInput, earlier: LinkState | undefined, nowMs: number): Look {
  const { measure } = link
  const limit = earlier?.limit ?? createGovernor(UPLINK_BPS)
  const plannedBps = earlier === undefined ? AUDIO_BPS : plannedOf(earlier.encodings, link.sources)
  const leastRttMs = nextLeastRtt(earlier?.leastRttMs ?? null, measure?.rttMs ?? null)
  const nothing = { link, limit, leastRttMs, plannedBps, carriedBps: plannedBps, evidence: null }
  if (measure === null || earlier === undefined) return nothing
  if (nowMs - earlier.changedAtMs < SETTLING_MS) return nothing
  const hasPicture = link.sources.camera !== null || link.sources.screen !== null
  const isWatched = link.view.camera !== null || link.view.screen !== null
  if (!hasPicture || !isWatched) return nothing
  return {
    ...nothing,
    carriedBps: estimateCarried(measure, leastRttMs),
    evidence: judgePath(measure, leastRttMs, plannedBps),
  }
}

function plannedOf({ camera, screen }: LinkEncodings, sources: LinkSources): number {
  const isSent = (encoding: PictureEncoding, source: PictureSize | null) => source !== null && encoding.active
  const cameraBps = isSent(camera, sources.camera) ? camera.maxBitrate : 0
  const screenBps = isSent(screen, sources.screen) ? screen.maxBitrate : 0
  return AUDIO_BPS + cameraBps + screenBps
}

/** One path that is full is that path's matter; where half of several are, it is what they have in common. */
function isFullForMany(judged: readonly Look[]): boolean {
  const full = judged.filter(({ evidence }) => evidence === 'high').length
  return full >= 2 && full >= judged.length / 2
}

function nextUplink(uplink: Governor, judged: readonly Look[], isFull: boolean, nowMs: number): Governor {
  const hasRoom = judged.length > 0 && judged.every(({ evidence }) => evidence === 'low')
  const carried = judged.reduce((sum, one) => sum + Math.min(one.carriedBps, one.plannedBps), 0)
  const lower = Math.max(LEAST_UPLINK_BPS, Math.min(carried, uplink.value) * CAUTION)
  const higher = Math.min(UPLINK_BPS, uplink.value * STEP_UP)
  return nextGovernor(uplink, isFull ? 'high' : hasRoom ? 'low' : 'fair', { lower, higher }, nowMs)
}

function nextLimit(one: Look, isUplinkFull: boolean, nowMs: number): Governor {
  const { limit, carriedBps, plannedBps, evidence } = one
  if (evidence === null) return limit
  const lower = Math.max(LEAST_LINK_BPS, Math.min(carriedBps, plannedBps, limit.value) * CAUTION)
  // Where the browser believes in much more, as after a narrow stretch, no more than that, and no more than twice as much.
  const believed = Math.min(carriedBps * BELIEF, limit.value * 2)
  const higher = Math.min(UPLINK_BPS, Math.max(limit.value * STEP_UP, believed))
  return nextGovernor(limit, isUplinkFull ? 'fair' : evidence, { lower, higher }, nowMs)
}

function nextProcessor(
  { processor, links: earlier }: SendPlan,
  links: readonly LinkInput[],
  cores: number,
  nowMs: number,
): Governor {
  const measures = links.flatMap(({ measure }) => (measure === null ? [] : [measure]))
  if (measures.length === 0) return processor
  const busyShare = measures.reduce((sum, { encodeShare }) => sum + encodeShare, 0) / cores
  const isShort = measures.some(({ isProcessorShort }) => isProcessorShort)
  const evidence = isShort || busyShare > BUSY_SHARE ? 'high' : busyShare < IDLE_SHARE ? 'low' : 'fair'
  const inUse = Math.max(0, ...[...earlier.values()].map(({ cameraRung }) => cameraRung))
  const lower = Math.max(LOWEST_PROCESSOR_RUNG, Math.min(processor.value, inUse) - 1)
  return nextGovernor(
    processor,
    evidence,
    { lower, higher: Math.min(HIGHEST_RUNG, processor.value + 1) },
    nowMs,
  )
}

function createDemand({ id, sources, view }: LinkInput, limit: number): Demand {
  return {
    id,
    limit,
    camera: chooseShownSize(sources.camera ?? TYPICAL_CAMERA, view.camera),
    isScreenShown: sources.screen !== null && view.screen !== null,
  }
}

/** @param laterScreen The rung of a screen that begins before the next look. */
function createEncodings({ sources, view }: LinkInput, share: Share, laterScreen: number): LinkEncodings {
  const source = sources.camera ?? TYPICAL_CAMERA
  const shown = chooseShownSize(source, view.camera)
  const camera = CAMERA_RUNGS[Math.max(0, share.camera)] ?? {
    lines: 90,
    maxFramerate: 10,
    maxBitrate: 60_000,
  }
  const lines = Math.min(camera.lines, shown?.lines ?? camera.lines)
  const isScreenWaiting = sources.screen === null
  const screen = SCREEN_RUNGS[isScreenWaiting ? laterScreen : Math.max(0, share.screen)]
  return {
    audio: { active: true, maxBitrate: AUDIO_BPS, priority: 'high' },
    camera: {
      active: share.camera >= 0,
      maxBitrate: Math.min(camera.maxBitrate, shown?.maxBitrate ?? camera.maxBitrate),
      maxFramerate: camera.maxFramerate,
      scaleResolutionDownBy: chooseScale(source, lines),
      priority: 'low',
    },
    screen: {
      active: isScreenWaiting || share.screen >= 0,
      maxBitrate: screen?.maxBitrate ?? AUDIO_BPS,
      maxFramerate: screen?.maxFramerate ?? 1,
      scaleResolutionDownBy: 1,
      priority: 'medium',
    },
  }
}

/** To a hundredth: finer differences are none. */
function chooseScale({ width, height }: PictureSize, lines: number): number {
  return Math.max(1, Math.round((100 * Math.min(width, height)) / lines) / 100)
}

function chooseStrain(
  { sources, view }: LinkInput,
  { camera }: Share,
  {
    uplink,
    limit,
    processor,
  }: { readonly uplink: Governor; readonly limit: Governor; readonly processor: Governor },
): Strain {
  const shown = chooseShownSize(sources.camera ?? TYPICAL_CAMERA, view.camera)
  if (sources.camera === null || shown === null) return 'none'
  const isEnough = (CAMERA_RUNGS[camera]?.maxBitrate ?? 0) >= Math.min(shown.maxBitrate, UPLINK_BPS)
  if (camera === HIGHEST_RUNG || isEnough) return 'none'
  if (processor.value < HIGHEST_RUNG && camera >= processor.value) return 'processor'
  return uplink.value < UPLINK_BPS || limit.value < UPLINK_BPS ? 'upload' : 'none'
}

/** Forgets slowly, for a link may come to take another, longer way. */
function nextLeastRtt(leastMs: number | null, rttMs: number | null): number | null {
  if (leastMs === null || rttMs === null) return leastMs ?? rttMs
  return Math.min(rttMs, leastMs * FORGETTING + 1)
}
