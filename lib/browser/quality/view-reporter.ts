import type { Clock } from '@/lib/browser/peer/clock'
import type { PictureSize } from '@/lib/browser/peer/link-encodings'
import { LIMITS } from '@/lib/protocol/limits'
import type { ViewedSize, ViewMessage } from '@/lib/protocol/link-messages'

export type PictureKind = 'camera' | 'screen'

/** One place in which a picture is shown. */
export interface PictureWatch {
  /** In device pixels; null: it is not shown there now. */
  resize(size: PictureSize | null): void
  /** The place is gone. */
  end(): void
}

/** Not more often than this to one peer (docs/protocol.md, L8). */
const LEAST_INTERVAL_MS = 250
/** A picture that grows is wanted at once; one that shrinks may grow again, as while a window is pulled. */
const SHRINKING_MS = 1_000
/** A link that is down may come back. */
const RETRY_MS = 2_000
/** Finer differences change nothing of what is sent, and tell less of the window. */
const STEP_PIXELS = 32

type Views = Omit<ViewMessage, 'kind'>

interface Watched {
  /** Places are told apart by the object. */
  readonly places: Map<PictureWatch, { readonly kind: PictureKind; size: ViewedSize }>
  sent: Views
  sentAtMs: number
  timer: number | null
}

/** Owns what each peer is told of how large its pictures are shown. A picture that is shown in several places counts as in the largest. */
export class ViewReporter {
  readonly #clock: Clock
  readonly #send: (participantId: string, message: ViewMessage) => boolean
  readonly #watched = new Map<string, Watched>()

  /** @param send Over the link, if there is one that is up. @returns Whether there was. */
  constructor(clock: Clock, send: (participantId: string, message: ViewMessage) => boolean) {
    this.#clock = clock
    this.#send = send
  }

  watch(participantId: string, kind: PictureKind): PictureWatch {
    const watched = this.#watched.get(participantId) ?? createWatched()
    this.#watched.set(participantId, watched)
    const watch: PictureWatch = {
      resize: (size) => {
        watched.places.set(watch, { kind, size: size === null ? null : roundUp(size) })
        this.#schedule(participantId, watched)
      },
      end: () => {
        if (watched.places.delete(watch)) this.#schedule(participantId, watched)
      },
    }
    return watch
  }

  /** A link to them has just come up: it knows nothing yet. */
  noteConnected(participantId: string): void {
    const watched = this.#watched.get(participantId)
    if (watched === undefined) return
    watched.sent = {}
    this.#schedule(participantId, watched)
  }

  close(): void {
    for (const watched of this.#watched.values()) this.#stopTimer(watched)
    this.#watched.clear()
  }

  #schedule(participantId: string, watched: Watched): void {
    this.#stopTimer(watched)
    const delayMs = isGrowing(watched.sent, viewsOf(watched)) ? 0 : SHRINKING_MS
    const earliest = watched.sentAtMs + LEAST_INTERVAL_MS - this.#clock.now()
    this.#tellLater(participantId, watched, Math.max(delayMs, earliest))
  }

  #tellLater(participantId: string, watched: Watched, delayMs: number): void {
    watched.timer = this.#clock.setTimeout(() => {
      watched.timer = null
      this.#tell(participantId, watched)
    }, delayMs)
  }

  #tell(participantId: string, watched: Watched): void {
    const views = viewsOf(watched)
    const isNews = JSON.stringify(views) !== JSON.stringify(watched.sent)
    const isSent = isNews && this.#send(participantId, { kind: 'view', ...views })
    if (isSent) {
      watched.sent = views
      watched.sentAtMs = this.#clock.now()
    }
    if (watched.places.size === 0) this.#watched.delete(participantId)
    else if (isNews && !isSent) this.#tellLater(participantId, watched, RETRY_MS)
  }

  #stopTimer(watched: Watched): void {
    if (watched.timer !== null) this.#clock.clearTimeout(watched.timer)
    watched.timer = null
  }
}

function createWatched(): Watched {
  return { places: new Map(), sent: {}, sentAtMs: Number.NEGATIVE_INFINITY, timer: null }
}

function viewsOf({ places }: Watched): Views {
  const camera = largest([...places.values()].filter(({ kind }) => kind === 'camera'))
  const screen = largest([...places.values()].filter(({ kind }) => kind === 'screen'))
  return {
    ...(camera === undefined ? {} : { camera }),
    ...(screen === undefined ? {} : { screen }),
  }
}

/** @returns undefined where there is no place. */
function largest(places: readonly { readonly size: ViewedSize }[]): ViewedSize | undefined {
  return places.reduce<ViewedSize | undefined>(
    (most, { size }) => (most === undefined || areaOf(size) > areaOf(most) ? size : most),
    undefined,
  )
}

function areaOf(size: ViewedSize): number {
  return size === null ? 0 : size.width * size.height
}

/** What is left out is sent as if shown large, so naming it can only shrink it. */
function isGrowing(before: Views, after: Views): boolean {
  return (['camera', 'screen'] as const).some((kind) => {
    const earlier = before[kind]
    return earlier !== undefined && areaOf(after[kind] ?? null) > areaOf(earlier)
  })
}

function roundUp({ width, height }: PictureSize): ViewedSize {
  if (width <= 0 || height <= 0) return null
  const round = (pixels: number) => Math.min(LIMITS.viewPixels, Math.ceil(pixels / STEP_PIXELS) * STEP_PIXELS)
  return { width: round(width), height: round(height) }
}
