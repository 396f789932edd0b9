import type { Clock } from '@/lib/server/ops/clock'

/** How often sockets are looked at: many small steps are gentler to the nodes that take them than a few large ones. */
const STEP_MS = 100

/** The part of the time in which nobody is sent away yet: load balancers learn from `/readyz` where not to send anybody. */
const NOTICE_SHARE = 1 / 4

/** A socket, as far as its handing over goes. */
export interface HandedOver {
  /** It is in a room or at a door, and nothing that it asked is under way: what ends with it can be taken up again. */
  isSettled(): boolean
  /** Ends it so that its client connects again by itself, through another node. */
  close(): void
}

/** How far a handing over has come. */
interface Progress {
  readonly connected: number
  /** Sockets that there were at its beginning. */
  readonly initial: number
  readonly elapsedMs: number
  readonly durationMs: number
}

/** @returns how many are to go now, so that they leave evenly over the time. */
export function countToHandOver({ connected, initial, elapsedMs, durationMs }: Progress): number {
  const noticeMs = durationMs * NOTICE_SHARE
  if (elapsedMs < noticeMs) return 0
  const left = Math.max(0, (durationMs - elapsedMs) / (durationMs - noticeMs))
  return Math.max(0, connected - Math.floor(initial * left))
}

/**
 * Sends everybody away over `durationMs`, a few at a time, those who have settled first.
 * @returns resolves when nobody is left or the time is over, never before load balancers could learn of it
 */
export function handOver(parts: {
  readonly clock: Clock
  readonly durationMs: number
  readonly list: () => readonly HandedOver[]
}): Promise<void> {
  const { clock, durationMs, list } = parts
  const startedAt = clock.now()
  const initial = list().length
  return new Promise((resolve) => {
    const step = () => {
      const elapsedMs = clock.now() - startedAt
      const sockets = list()
      const isNoticed = elapsedMs >= durationMs * NOTICE_SHARE
      if (elapsedMs >= durationMs || (isNoticed && sockets.length === 0)) return resolve()
      const count = countToHandOver({ connected: sockets.length, initial, elapsedMs, durationMs })
      for (const socket of sockets.filter((each) => each.isSettled()).slice(0, count)) socket.close()
      clock.schedule(step, STEP_MS)
    }
    step()
  })
}
