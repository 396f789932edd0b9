import type { PeerLinkSnapshot } from '@/lib/browser/peer/peer-link'
import type { ParticipantId } from '@/lib/protocol/ids'
import { Distrust } from './distrust'
import type { LinkEntry } from './link-entry'
import { LinkOutcomes } from './link-outcomes'
import type { LinkRegistryOptions } from './link-registry-options'
import { LinkTable } from './link-table'
import { MeshQuality } from './mesh-quality'

/** Owns how the entries of links come, change and go, and tells what follows from each. */
export class LinkEntries {
  readonly table = new LinkTable()
  /** Whose links are not made any more. */
  readonly distrust = new Distrust()
  /** How much goes out on each link, and how each is. */
  readonly quality: MeshQuality
  readonly #options: LinkRegistryOptions
  readonly #outcomes: LinkOutcomes

  constructor(options: LinkRegistryOptions) {
    this.#options = options
    this.#outcomes = new LinkOutcomes(options)
    this.quality = new MeshQuality(options, this.table)
  }

  add(entry: LinkEntry): void {
    this.table.set(entry.participantId, entry)
    this.#outcomes.begin(entry.link)
    this.quality.noteLinks()
    this.#options.onChange()
  }

  /** Closes the link to somebody, if there is one, and tells nobody. */
  drop(participantId: ParticipantId): void {
    const entry = this.table.get(participantId)
    this.table.delete(participantId)
    entry?.link.close()
    this.quality.noteGone(participantId)
  }

  /** The link closes, and the room is compared with those that are left. */
  end({ participantId }: LinkEntry): void {
    this.drop(participantId)
    this.#options.onStateChange(participantId, 'closed')
  }

  /** Somebody on the way altered what came: this attempt is over, and so is the link. */
  refuse(entry: LinkEntry): void {
    if (entry.callOrder !== null) this.distrust.note(entry.participantId, entry.callOrder)
    this.#options.onTampered(entry.participantId)
    this.end(entry)
  }

  noteChange(entry: LinkEntry, snapshot: PeerLinkSnapshot): void {
    const before = entry.snapshot.state
    entry.snapshot = snapshot
    this.noteConnected(entry)
    if (snapshot.state === before) {
      this.#options.onChange()
      return
    }
    if (snapshot.state === 'failed') this.#handleFailed(entry)
    else if (snapshot.state === 'closed') this.drop(entry.participantId)
    this.#options.onStateChange(entry.participantId, snapshot.state)
  }

  /** The peer takes what is said over it from now on. */
  noteListening(entry: LinkEntry): void {
    entry.isPeerListening = true
    this.noteConnected(entry)
  }

  /** A link is up for the first time, or was before the peer listened. */
  noteConnected(entry: LinkEntry): void {
    if (entry.snapshot.state !== 'connected' || entry.wasConnected || !entry.isPeerListening) return
    entry.wasConnected = true
    this.#outcomes.noteConnected(entry.link)
    this.#options.onConnected(entry.participantId)
    this.quality.noteConnected(entry)
  }

  /** A link that was up stays and keeps trying; one that never came up makes way for the next offer. */
  #handleFailed(entry: LinkEntry): void {
    const verdict = entry.snapshot.verdict ?? 'unknown'
    this.#outcomes.noteFailed(verdict)
    this.#options.onFailed(entry.participantId, verdict)
    if (!entry.wasConnected) this.drop(entry.participantId)
  }
}
