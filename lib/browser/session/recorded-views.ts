import type { PictureKind, PictureWatch } from '@/lib/browser/quality/view-reporter'
import type { RecordedTile } from '@/lib/browser/recording/recording-scene'

/** As large as a recording is drawn: one of few is not much smaller in it, and who is hidden on the page is not hidden there. */
const RECORDED_SIZE = { width: 1_280, height: 720 }

/** @returns undefined where there is nobody to ask. */
export type WatchPicture = (participantId: string, picture: PictureKind) => PictureWatch | undefined

/** Asks for every picture that is recorded for as long as it is, also while the page does not show it: in a hidden tab senders stop else. */
export class RecordedViews {
  readonly #watch: WatchPicture
  readonly #watches = new Map<string, PictureWatch>()

  constructor(watch: WatchPicture) {
    this.#watch = watch
  }

  /** These are recorded from now on, and no others. */
  retain(tiles: readonly RecordedTile[]): void {
    const wanted = new Map(tiles.map((tile) => [tile.id, tile]))
    for (const [id, watch] of this.#watches) {
      if (wanted.has(id)) continue
      watch.end()
      this.#watches.delete(id)
    }
    for (const [id, { kind, personId }] of wanted) {
      if (this.#watches.has(id)) continue
      const watch = this.#watch(personId, kind)
      if (watch === undefined) continue
      watch.resize(RECORDED_SIZE)
      this.#watches.set(id, watch)
    }
  }
}
