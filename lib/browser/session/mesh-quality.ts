import type { Clock } from '@/lib/browser/peer/clock'
import type { PeerMessage } from '@/lib/browser/peer/peer-link'
import type { LinkQuality } from '@/lib/browser/quality/link-quality'
import type { MeshController, PeerWord } from '@/lib/browser/quality/mesh-controller'
import { ViewReporter } from '@/lib/browser/quality/view-reporter'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { LinkEntry } from './link-entry'

export interface MeshQualityOptions {
  readonly clock: Clock
  /** Every link that belongs to somebody. */
  readonly entries: () => readonly LinkEntry[]
  /** The quality of some link changed. */
  readonly onChange: () => void
}

/** Where the browser does not tell. */
const TYPICAL_CORES = 4
const SILENT: PeerWord = { view: {}, strain: 'none' }

/** Owns what the two ends of each link tell each other of sizes and strains, and the controller, which is fetched once a link is up. */
export class MeshQuality {
  /** How large the page shows what comes in. */
  readonly views: ViewReporter
  readonly #options: MeshQualityOptions
  readonly #words = new Map<ParticipantId, PeerWord>()
  #controller: MeshController | null = null
  #isLoading = false
  #isClosed = false

  constructor(options: MeshQualityOptions) {
    this.#options = options
    this.views = new ViewReporter(options.clock, (participantId, message) =>
      this.#send(participantId, message),
    )
  }

  /** A link is up for the first time: its first pictures go out now, so nothing of this helps it before the next moments. */
  noteConnected(participantId: ParticipantId): void {
    this.views.noteConnected(participantId)
    void this.#load()
  }

  noteLinks(): void {
    this.#controller?.noteLinks()
  }

  /** The link to somebody is gone, and with it what they told over it. */
  noteGone(participantId: ParticipantId): void {
    this.#words.delete(participantId)
    this.noteLinks()
  }

  /** @returns Whether the message was about quality. */
  take(participantId: ParticipantId, message: PeerMessage): boolean {
    const word = this.#words.get(participantId) ?? SILENT
    switch (message.kind) {
      case 'view': {
        const { kind: _, ...view } = message
        this.#words.set(participantId, { ...word, view })
        this.#controller?.noteView()
        return true
      }
      case 'strain':
        this.#words.set(participantId, { ...word, strain: message.by })
        return true
      default:
        return false
    }
  }

  close(): void {
    this.#isClosed = true
    this.views.close()
    this.#controller?.close()
  }

  #entryOf(participantId: ParticipantId): LinkEntry | undefined {
    return this.#options.entries().find((entry) => entry.participantId === participantId)
  }

  /** @returns Whether there is a link that is up. */
  #send(participantId: ParticipantId, message: PeerMessage): boolean {
    const entry = this.#entryOf(participantId)
    if (entry?.snapshot.state !== 'connected') return false
    entry.link.send(message)
    return true
  }

  #setQuality(participantId: ParticipantId, quality: LinkQuality): void {
    const entry = this.#entryOf(participantId)
    if (entry === undefined) return
    entry.quality = quality
    this.#options.onChange()
  }

  /** A server that is away does not have it to give; the next link asks again. */
  async #load(): Promise<void> {
    if (this.#controller !== null || this.#isLoading) return
    this.#isLoading = true
    try {
      const loaded = await import('@/lib/browser/quality/mesh-controller')
      if (this.#isClosed) return
      this.#controller = new loaded.MeshController({
        clock: this.#options.clock,
        links: this.#options.entries,
        cores: globalThis.navigator?.hardwareConcurrency ?? TYPICAL_CORES,
        wordOf: (participantId) => this.#words.get(participantId) ?? SILENT,
        onQuality: (participantId, quality) => this.#setQuality(participantId, quality),
      })
      this.#controller.noteLinks()
    } catch {
      // Links go on with their first encoding.
    } finally {
      this.#isLoading = false
    }
  }
}
