import type { Clock } from '@/lib/browser/peer/clock'
import type { LinkState, PeerLink } from '@/lib/browser/peer/peer-link'
import type { PictureCodec } from '@/lib/protocol/link-messages'
import { type CodecAbilities, type CodecCapabilities, chooseCodec, readCodecAbilities } from './codec-choice'
import {
  judgeLink,
  type LinkQuality,
  NOTHING_SHOWN,
  nextShownQuality,
  type ShownQuality,
} from './link-quality'
import { type LinkSample, measureLink, readLinkSample } from './link-sample'

import { createSendPlan, type LinkMeasure, type LinkView, nextSendPlan, type Strain } from './send-plan'

/** A link to somebody, as far as its quality goes. */
export interface MeshLink {
  readonly participantId: string
  readonly link: Pick<PeerLink, 'id' | 'getStats' | 'setEncodings' | 'send' | 'sources'>
  /** The first pictures have gone out, so the encodings may follow the plan. */
  readonly isWarm: boolean
  readonly snapshot: { readonly state: LinkState }
}

/** What somebody has told over their link. */
export interface PeerWord {
  readonly view: LinkView
  readonly strain: Strain
  /** What they decode at next to no cost. */
  readonly decodes: readonly PictureCodec[]
}

export interface MeshControllerOptions {
  readonly clock: Clock
  /** How many processor cores there are. */
  readonly cores: number
  /** undefined: the browser does not tell what it can. */
  readonly mediaCapabilities: CodecCapabilities | undefined
  readonly links: () => readonly MeshLink[]
  readonly wordOf: (participantId: string) => PeerWord
  /** What is to be shown of the link to somebody has changed. */
  readonly onQuality: (participantId: string, quality: LinkQuality) => void
}

/** A plan follows a change of the links this closely, until what it led to has been seen. */
const CLOSE_LOOK_MS = 1_000
const LOOK_MS = 2_000
const CLOSE_LOOKS_MS = 15_000
/** Whatever comes within this time changes the plan once. */
const TOGETHER_MS = 250

/** Owns how the links of a call send: looks at all of them, lets the plan follow, and tells what it found of each. */
export class MeshController {
  readonly #options: MeshControllerOptions
  #plan = createSendPlan()
  /** By the link's id. */
  #samples = new Map<string, LinkSample>()
  #shown = new Map<string, ShownQuality>()
  readonly #toldStrain = new Map<string, Strain>()
  readonly #toldCodecs = new Set<string>()
  #abilities: CodecAbilities = { encodes: [], decodes: [] }
  #lookTimer: number | null = null
  #isLooking = false
  #planTimer: number | null = null
  #changedAtMs = 0
  #isClosed = false

  constructor(options: MeshControllerOptions) {
    this.#options = options
    void readCodecAbilities(options.mediaCapabilities).then((abilities) => {
      this.#abilities = abilities
      if (abilities.encodes.length + abilities.decodes.length > 0) this.notePeerWord()
    })
  }

  /** A link has come, gone, or become warm. The plan follows at once: the uplink is shared by others now. */
  noteLinks(): void {
    this.#changedAtMs = this.#options.clock.now()
    this.#forgetOthers()
    this.#follow(new Map())
    this.#scheduleLook()
  }

  /** Somebody told how they show what they get, or what they decode. */
  notePeerWord(): void {
    if (this.#planTimer !== null || this.#isClosed) return
    this.#planTimer = this.#options.clock.setTimeout(() => {
      this.#planTimer = null
      this.#follow(new Map())
    }, TOGETHER_MS)
  }

  close(): void {
    this.#isClosed = true
    const { clock } = this.#options
    for (const timer of [this.#lookTimer, this.#planTimer]) if (timer !== null) clock.clearTimeout(timer)
  }

  #scheduleLook(): void {
    const { clock, links } = this.#options
    if (this.#isClosed || this.#isLooking || this.#lookTimer !== null || links().length === 0) return
    const isClose = clock.now() - this.#changedAtMs < CLOSE_LOOKS_MS
    this.#lookTimer = clock.setTimeout(
      () => {
        this.#lookTimer = null
        this.#isLooking = true
        void this.#look().finally(() => {
          this.#isLooking = false
          this.#scheduleLook()
        })
      },
      isClose ? CLOSE_LOOK_MS : LOOK_MS,
    )
  }

  async #look(): Promise<void> {
    const { links, clock } = this.#options
    const looked = links().filter(({ isWarm }) => isWarm)
    const samples = await Promise.all(
      looked.map(({ link }) =>
        link.getStats().then(
          (report) => readLinkSample(report, clock.now()),
          // A link that ended meanwhile has nothing to tell.
          () => null,
        ),
      ),
    )
    if (this.#isClosed) return
    const measures = new Map<string, LinkMeasure>()
    const before = this.#samples
    this.#samples = new Map()
    looked.forEach((entry, index) => {
      const after = samples[index] ?? null
      if (after === null) return
      this.#samples.set(entry.link.id, after)
      const earlier = before.get(entry.link.id)
      if (earlier === undefined) return
      if (entry.snapshot.state === 'connected') measures.set(entry.link.id, measureLink(earlier, after))
      this.#show(entry, earlier, after)
    })
    this.#follow(measures)
    this.#tellStrain()
  }

  #follow(measures: ReadonlyMap<string, LinkMeasure>): void {
    const { links, cores, clock, wordOf } = this.#options
    const inputs = links().map(({ link, participantId }) => ({
      id: link.id,
      sources: link.sources,
      view: wordOf(participantId).view,
      measure: measures.get(link.id) ?? null,
    }))
    this.#plan = nextSendPlan(this.#plan, inputs, cores, clock.now())
    for (const { link, isWarm, participantId } of links()) {
      const planned = this.#plan.links.get(link.id)
      if (!isWarm || planned === undefined) continue
      link.setEncodings(planned.encodings, chooseCodec(this.#abilities, wordOf(participantId).decodes))
    }
    this.#tellCodecs()
  }

  #show({ participantId, link }: MeshLink, before: LinkSample, after: LinkSample): void {
    const { wordOf, onQuality, clock } = this.#options
    const own = this.#plan.links.get(link.id)?.strain ?? 'none'
    const found = judgeLink(before, after, { own, theirs: wordOf(participantId).strain })
    const earlier = this.#shown.get(link.id) ?? NOTHING_SHOWN
    const next = nextShownQuality(earlier, found, clock.now())
    this.#shown.set(link.id, next)
    if (next.shown !== null && next.shown !== earlier.shown) onQuality(participantId, next.shown)
  }

  #tellStrain(): void {
    for (const { link, snapshot } of this.#options.links()) {
      const by = this.#plan.links.get(link.id)?.strain ?? 'none'
      if (snapshot.state !== 'connected' || by === (this.#toldStrain.get(link.id) ?? 'none')) continue
      this.#toldStrain.set(link.id, by)
      link.send({ kind: 'strain', by })
    }
  }

  /** Who has nothing to tell is taken for one who decodes nothing at no cost. */
  #tellCodecs(): void {
    const efficient = [...this.#abilities.decodes]
    if (efficient.length === 0) return
    for (const { link, snapshot } of this.#options.links()) {
      if (snapshot.state !== 'connected' || this.#toldCodecs.has(link.id)) continue
      this.#toldCodecs.add(link.id)
      link.send({ kind: 'codecs', efficient })
    }
  }

  #forgetOthers(): void {
    const ids = new Set(this.#options.links().map(({ link }) => link.id))
    for (const kept of [this.#samples, this.#shown, this.#toldStrain, this.#toldCodecs]) {
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id)
    }
  }
}
