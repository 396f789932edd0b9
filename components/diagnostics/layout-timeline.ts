import type { Timeline, TimelineStep } from '@/lib/browser/diagnostics/describe-timeline'

export interface TimelineBar {
  readonly step: TimelineStep
  /** Of the chart's width. */
  readonly leftPercent: number
  readonly widthPercent: number
}

/** What a wait takes of the chart at most, in parts of the work: people think for minutes, and links are set up in milliseconds. */
const WAIT_SHARE = 0.25

/**
 * Places the bars of a timeline in one row of time from its earliest step to its last, with a wait for somebody shortened to a part of
 * the rest, and with what happened before the link was asked for left of its beginning as far as there is room.
 */
export function layoutTimeline({ steps, setUpMs }: Timeline): TimelineBar[] {
  const wait = steps.find(({ isWait }) => isWait)
  const waitStartMs = wait?.startMs ?? Number.POSITIVE_INFINITY
  const cutMs = wait === undefined ? 0 : Math.max(wait.durationMs - setUpMs * WAIT_SHARE, 0)
  /** Where a moment lies once the wait is shortened. What is before the beginning is at it. */
  const toPlace = (atMs: number) => {
    const afterWaitStart = Math.max(atMs - waitStartMs, 0)
    return Math.max(atMs - Math.min(afterWaitStart, cutMs), 0)
  }
  const lengthMs = Math.max(...steps.map(({ startMs, durationMs }) => toPlace(startMs + durationMs)), 1)
  return steps.map((step) => {
    const left = toPlace(step.startMs)
    const right = toPlace(step.startMs + step.durationMs)
    return {
      step,
      leftPercent: (left * 100) / lengthMs,
      widthPercent: ((right - left) * 100) / lengthMs,
    }
  })
}
