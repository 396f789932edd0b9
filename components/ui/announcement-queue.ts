/** What waits to be read out, and what was read out last. */
export interface AnnouncementQueue {
  readonly waiting: readonly string[]
  readonly last: { readonly text: string; readonly atMs: number } | null
}

export const NOTHING_TO_ANNOUNCE: AnnouncementQueue = { waiting: [], last: null }

/** Who waits longer hears of what is long past: the oldest goes. */
const MAX_WAITING = 4

/** The same again within this time tells nothing new. */
const REPEAT_MS = 3_000

/** Takes a text in, unless it waits already or was read out just now. */
export function enqueueAnnouncement(
  queue: AnnouncementQueue,
  text: string,
  nowMs: number,
): AnnouncementQueue {
  const isRepeated = queue.last?.text === text && nowMs - queue.last.atMs < REPEAT_MS
  if (text === '' || isRepeated || queue.waiting.includes(text)) return queue
  return { ...queue, waiting: [...queue.waiting, text].slice(-MAX_WAITING) }
}

/** Takes out what is read next: it becomes `last`. */
export function takeAnnouncement(queue: AnnouncementQueue, nowMs: number): AnnouncementQueue {
  const [text, ...waiting] = queue.waiting
  return text === undefined ? queue : { waiting, last: { text, atMs: nowMs } }
}
