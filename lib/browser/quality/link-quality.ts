import type { LinkSample } from './link-sample'
import type { Strain } from './send-plan'

/** How a link feels to the person. `lost`: nothing comes. */
export type QualityLevel = 'good' | 'fair' | 'poor' | 'lost'

/**
 * What makes it so, most telling first. `own-upload`, `own-processor`: on this side. `their-path`: their upload, or the way from there,
 * loses. `their-processor`: on that side. `relay-tcp`, `relay`: by a relay. `distance`: the round trip. `silence`: nothing comes.
 */
export type QualityReason =
  | 'silence'
  | 'own-upload'
  | 'their-path'
  | 'their-processor'
  | 'own-processor'
  | 'relay-tcp'
  | 'distance'
  | 'relay'

export interface LinkQuality {
  readonly level: QualityLevel
  /** null: there is nothing to say. */
  readonly reason: QualityReason | null
}

/** From these on a link is fair, and poor. Found where talking begins to be a little, and then a lot, of work. */
const LOSS = { fair: 0.03, poor: 0.1 }
const FREEZE_SHARE = { fair: 0.05, poor: 0.2 }
const DROP_SHARE = { fair: 0.25, poor: 0.6 }
const RTT_MS = { fair: 250, poor: 600 }

/** Too few to make a share of. */
const LEAST_PACKETS = 20
const LEAST_FRAMES = 5

const LEVELS = ['good', 'fair', 'poor', 'lost'] as const

/** How the link was between two samples: the worst of what shows, and what makes it so. */
export function judgeLink(
  before: LinkSample,
  after: LinkSample,
  strain: { readonly own: Strain; readonly theirs: Strain },
): LinkQuality {
  const findings = list(before, after, strain)
  const worst = Math.max(0, ...findings.map(({ severity }) => severity))
  const found = findings.find(({ severity }) => severity === worst)
  return { level: LEVELS[worst] ?? 'good', reason: found?.reason ?? null }
}

interface Finding {
  readonly reason: QualityReason
  /** An index of `LEVELS`. */
  readonly severity: number
}

/** Those that apply, most telling first. */
function list(
  before: LinkSample,
  after: LinkSample,
  strain: { readonly own: Strain; readonly theirs: Strain },
): Finding[] {
  const seconds = Math.max(0.001, (after.atMs - before.atMs) / 1_000)
  const { inbound } = after
  const packets = inbound.packets - before.inbound.packets
  const lost = Math.max(0, inbound.lost - before.inbound.lost)
  const frames = inbound.framesReceived - before.inbound.framesReceived
  const dropShare =
    frames < LEAST_FRAMES ? 0 : (inbound.framesDropped - before.inbound.framesDropped) / frames
  const freezeShare = (inbound.freezeSeconds - before.inbound.freezeSeconds) / seconds
  const lossShare = packets + lost < LEAST_PACKETS ? 0 : lost / (packets + lost)
  const outboundLoss = rate(after.outbound.lossShare ?? 0, LOSS)
  const inboundLoss = Math.max(rate(lossShare, LOSS), rate(freezeShare, FREEZE_SHARE))
  const isOwnUploadFull = strain.own === 'upload'
  const ownProcessor = Math.max(rate(dropShare, DROP_SHARE), strain.own === 'processor' ? 1 : 0)
  const findings: [QualityReason, number, boolean][] = [
    ['silence', 3, after.arrivals === before.arrivals],
    ['own-upload', Math.max(1, outboundLoss), isOwnUploadFull],
    ['their-path', Math.max(inboundLoss, outboundLoss, strain.theirs === 'upload' ? 1 : 0), !isOwnUploadFull],
    ['their-path', inboundLoss, isOwnUploadFull],
    ['their-processor', 1, strain.theirs === 'processor'],
    ['own-processor', ownProcessor, true],
    ['relay-tcp', 1, after.relay === 'tcp'],
    ['distance', rate(after.rttMs ?? 0, RTT_MS), true],
    ['relay', 0, after.relay === 'udp'],
  ]
  return findings
    .filter(([reason, severity, applies]) => applies && (severity > 0 || reason === 'relay'))
    .map(([reason, severity]) => ({ reason, severity }))
}

function rate(figure: number, { fair, poor }: { readonly fair: number; readonly poor: number }): number {
  if (figure >= poor) return 2
  return figure >= fair ? 1 : 0
}

/** What is shown, and what has been seen since that differs from it. */
export interface ShownQuality {
  readonly shown: LinkQuality | null
  readonly next: LinkQuality | null
  readonly since: number
}

export const NOTHING_SHOWN: ShownQuality = { shown: null, next: null, since: 0 }

/** How long something else must be so before it is shown. Good news may wait: who reads it flicker believes neither. */
const WORSE_AFTER_MS = 2_500
const BETTER_AFTER_MS = 7_000

/** Takes in what a look found, so that what is shown does not flicker. @returns The same object where nothing changes. */
export function nextShownQuality(before: ShownQuality, found: LinkQuality, nowMs: number): ShownQuality {
  const { shown, next, since } = before
  if (shown === null) return nextFirstQuality(before, found, nowMs)
  if (isSame(shown, found)) return next === null ? before : { shown, next: null, since: nowMs }
  const isWorse = LEVELS.indexOf(found.level) > LEVELS.indexOf(shown.level)
  // Only the way counts in which it changes: a level that trembles between fair and poor is worse than good all the while.
  const wasWorse = next !== null && LEVELS.indexOf(next.level) > LEVELS.indexOf(shown.level)
  const hasTurned = next === null || isWorse !== wasWorse
  if (hasTurned) return { shown, next: found, since: nowMs }
  const isDue = nowMs - since >= (isWorse ? WORSE_AFTER_MS : BETTER_AFTER_MS)
  return isDue ? { shown: found, next: null, since: nowMs } : { shown, next: found, since }
}

/** Every link stutters as it begins, so what is bad is shown once it has stayed. */
function nextFirstQuality({ next, since }: ShownQuality, found: LinkQuality, nowMs: number): ShownQuality {
  const isBad = LEVELS.indexOf(found.level) >= LEVELS.indexOf('poor')
  if (isBad && next === null) return { shown: null, next: found, since: nowMs }
  const isEarly = isBad && nowMs - since < WORSE_AFTER_MS
  return isEarly ? { shown: null, next: found, since } : { shown: found, next: null, since: nowMs }
}

function isSame(one: LinkQuality, other: LinkQuality): boolean {
  return one.level === other.level && one.reason === other.reason
}
