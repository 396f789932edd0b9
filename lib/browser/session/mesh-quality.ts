import { EARLY_ENCODINGS_MS, FIRST_ENCODING_MS } from '@/lib/browser/peer/link-encodings'
import type { PeerMessage } from '@/lib/browser/peer/peer-link'
import type { LinkQuality } from '@/lib/browser/quality/link-quality'
import type { MeshController, PeerWord } from '@/lib/browser/quality/mesh-controller'
import { ViewReporter } from '@/lib/browser/quality/view-reporter'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { LinkEntry } from './link-entry'
import type { LinkRegistryOptions } from './link-registry-options'

/** Where the browser does not tell. */
const TYPICAL_CORES = 4
const SILENT: PeerWord = { view: {}, strain: 'none', decodes: [] }

/** Owns what the two ends of each link tell each other of sizes and strains, and the controller, which is fetched once the call has settled. */
export class MeshQuality {
  /** How large the page shows what comes in. */
  readonly views: ViewReporter
  readonly #options: Pick<LinkRegistryOptions, 'clock' | 'onChange'>
  readonly #links: ReadonlyMap<ParticipantId, LinkEntry>
  readonly #words = new Map<ParticipantId, PeerWord>()
  #controller: MeshController | null = null
  #isLoading = false
  #mayFetch = false
  #isClosed = false

  /** @param links Those of the call, as they are at any time. */
  constructor(
    options: Pick<LinkRegistryOptions, 'clock' | 'onChange'>,
    links: ReadonlyMap<ParticipantId, LinkEntry>,
  ) {
    this.#options = options
    this.#links = links
    this.views = new ViewReporter(options.clock, (participantId, message) =>
      this.#send(participantId, message),
    )
  }

  /** A link is up for the first time. What does not help its first pictures waits for them. */
  noteConnected(entry: LinkEntry): void {
    const { clock } = this.#options
    clock.setTimeout(() => entry.link.noteFirstPictures(), FIRST_ENCODING_MS)
    clock.setTimeout(() => {
      entry.isWarm = true
      this.noteLinks()
      void entry.safety.start()
    }, EARLY_ENCODINGS_MS)
    this.views.noteConnected(entry.participantId)
    if (this.#mayFetch) void this.#load()
  }

  /** From now on the controller may be fetched: no first picture waits for the network or the processor. */
  fetch(): void {
    this.#mayFetch = true
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
        this.#controller?.notePeerWord()
        return true
      }
      case 'strain':
        this.#words.set(participantId, { ...word, strain: message.by })
        return true
      case 'codecs':
        this.#words.set(participantId, { ...word, decodes: message.efficient })
        this.#controller?.notePeerWord()
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

  /** @returns Whether there is a link that is up. */
  #send(participantId: ParticipantId, message: PeerMessage): boolean {
    const entry = this.#links.get(participantId)
    if (entry?.snapshot.state !== 'connected') return false
    entry.link.send(message)
    return true
  }

  #setQuality(participantId: ParticipantId, quality: LinkQuality): void {
    const entry = this.#links.get(participantId)
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
        links: () => [...this.#links.values()],
        mediaCapabilities: globalThis.navigator?.mediaCapabilities,
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
