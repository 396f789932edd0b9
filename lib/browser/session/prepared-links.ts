import type { LinkPreparedness } from '@/lib/browser/diagnostics/link-event'
import type { Clock } from '@/lib/browser/peer/clock'
import type { PeerLink, PeerLinkSnapshot } from '@/lib/browser/peer/peer-link'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import { createRandomId, type OfferId, type ParticipantId } from '@/lib/protocol/ids'
import type { CandidateMessage, LinkMessage } from '@/lib/protocol/link-messages'
import { LinkHold } from './link-hold'
import type { LinkPayloads } from './link-payloads'
import type { OpenedSignal } from './opened-facts'

/** `offerer`: this person waits in the lobby and may answer. `answerer`: this person calls and may be answered. */
export type PreparedRole = 'offerer' | 'answerer'

/** `connected`: a link comes up while it rings. `held`: it is made except for its path (docs/protocol.md, P7). */
export type PreparationDepth = Exclude<LinkPreparedness, 'none'>

/** A link that was made before anybody has answered, with nothing on it. */
export interface PreparedLink {
  readonly link: PeerLink
  readonly payloads: LinkPayloads
  /** Its path is looked for from now on. */
  readonly isHeld: boolean
  /** One's own candidates that the peer was not told yet. */
  readonly untold: readonly CandidateMessage[]
}

interface Preparation {
  readonly link: PeerLink
  readonly payloads: LinkPayloads
  readonly role: PreparedRole
  readonly participantId: ParticipantId
  /** null: it may be connected at once. */
  readonly hold: LinkHold | null
  readonly timer: ReturnType<Clock['setTimeout']>
  outbox: Promise<void>
}

export interface PreparedLinksOptions {
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly clock: Clock
  /** A link that sends no media yet. */
  readonly createLink: (role: PreparedRole, id: OfferId, depth: PreparationDepth) => PeerLink
  readonly createPayloads: (linkId: OfferId) => LinkPayloads
  /** What the server passed on as theirs was altered, replayed or reordered. */
  readonly onTampered: (participantId: ParticipantId) => void
}

/** With whom links may be made now. */
export interface PreparedWith {
  /** Those who ring; empty in the call. */
  readonly callers: readonly ParticipantId[]
  /** Everybody else in the room; a link that one of them has begun goes with them. */
  readonly others: ReadonlySet<ParticipantId>
  readonly depth: PreparationDepth
}

/** Of either role. Callers past it are answered as without a prepared link. */
const MAX_PREPARED = 4
/** A caller ends one where their network is another, or their relays are; past this, their browser cannot keep one. */
const MAX_ENDS = 2
/** Of a link; those after it ask for another path. */
const FIRST_OFFER = 1
/** What is not there by then will not be. */
const PATIENCE_MS = 15_000

/**
 * Owns the links that are made while somebody in the lobby looks at a ringing offer, so that Answer finds a connection
 * (docs/protocol.md, P1–P7), or one that lacks no more than a path. They carry no media and show nothing; each ends with the ringing,
 * or is taken by the answer.
 */
export class PreparedLinks {
  readonly #options: PreparedLinksOptions
  readonly #links = new Map<ParticipantId, Preparation>()
  /** How many each caller has ended, as long as they ring; without end where it did not work. */
  readonly #ends = new Map<ParticipantId, number>()
  /** Callers who have said that they may not connect, as long as they ring. */
  readonly #unconnectable = new Set<ParticipantId>()

  constructor(options: PreparedLinksOptions) {
    this.#options = options
  }

  /** Makes the links match those who ring and those who are here. */
  match({ callers, others, depth }: PreparedWith): void {
    for (const { role, participantId, hold } of [...this.#links.values()]) {
      const isWanted = role === 'offerer' ? callers.includes(participantId) : others.has(participantId)
      const isTooDeep = hold === null && depth === 'held'
      if (!isWanted || isTooDeep) this.close(participantId)
    }
    this.#forgetAllBut(callers)
    for (const participantId of callers) {
      if (this.#links.has(participantId) || this.#endsBy(participantId) > MAX_ENDS) continue
      const depthToThem = this.#unconnectable.has(participantId) ? 'held' : depth
      if (this.#count('offerer') < MAX_PREPARED)
        this.#begin('offerer', participantId, createRandomId(), depthToThem).link.start()
    }
  }

  /**
   * Takes what came of such a link.
   * @param depth How far one may be found before being answered; null: one is not in the call.
   * @returns False where it is of none of these.
   */
  receive({ from, linkId, message }: OpenedSignal, depth: PreparationDepth | null): boolean {
    const known = this.#links.get(from)
    const preparation =
      known?.link.id === linkId
        ? known
        : depth !== null && message !== null
          ? this.#accept(from, linkId, message.content, depth)
          : null
    if (preparation === null) return false
    if (message === null || !preparation.payloads.inbound.accept(message.counter)) {
      this.close(from)
      this.#options.onTampered(from)
    } else {
      this.#take(preparation, message.content)
    }
    return true
  }

  #take(preparation: Preparation, message: LinkMessage): void {
    const { link, hold, participantId } = preparation
    if (message.kind === 'bye') {
      if (hold === null) this.#unconnectable.add(participantId)
      else this.#ends.set(participantId, this.#endsBy(participantId) + 1)
      this.#end(preparation)
      return
    }
    const taken = hold === null ? message : hold.hear(message)
    if (taken !== null) link.receive(taken)
  }

  /** Sends what such a link says. @returns False where the link is none of these. */
  send(link: PeerLink, message: LinkMessage): boolean {
    const preparation = this.#of(link)
    if (preparation === undefined) return false
    const told = preparation.hold === null ? message : preparation.hold.tell(message)
    if (told !== null) this.#tell(preparation, told)
    return true
  }

  #tell(preparation: Preparation, message: LinkMessage): void {
    const { participantId: to, payloads, link } = preparation
    const encoding = payloads.encode('link', message)
    preparation.outbox = preparation.outbox.then(async () => {
      this.#request(to, link.id, await encoding)
    })
  }

  #request(to: ParticipantId, linkId: OfferId, payload: string): void {
    void this.#options.signaling.request('link:prepare', { to, linkId, payload })
  }

  /** A link of these that failed or ended is no longer kept. */
  noteChange(link: PeerLink, { state }: PeerLinkSnapshot): void {
    const preparation = this.#of(link)
    if (preparation === undefined || (state !== 'failed' && state !== 'closed')) return
    this.#giveUp(preparation)
  }

  /** The person answers. @returns The link to the caller where it is made; it is no longer one of these. */
  takeToAnswer(callerId: ParticipantId): PreparedLink | null {
    const preparation = this.#links.get(callerId)
    if (preparation?.role !== 'offerer') return null
    if (isMade(preparation)) return this.#release(preparation)
    this.close(callerId)
    return null
  }

  /** Somebody has answered by this link. @returns null where it is not there (any more). */
  takeAnswered(participantId: ParticipantId, linkId: OfferId): PreparedLink | null {
    const preparation = this.#links.get(participantId)
    if (preparation?.role !== 'answerer' || preparation.link.id !== linkId) return null
    return this.#release(preparation)
  }

  /** Who has answered by such a link when they say so over it. By a held one nobody: no path was to be there (docs/protocol.md, P7). */
  answererBy(link: PeerLink): ParticipantId | undefined {
    const preparation = this.#of(link)
    return preparation?.hold === null ? preparation.participantId : undefined
  }

  /** The network may be another: what was found before is no use. Those that are connected notice it by themselves. */
  closeHeld(): void {
    for (const { participantId, hold } of [...this.#links.values()])
      if (hold !== null) this.close(participantId)
  }

  close(participantId: ParticipantId): void {
    const preparation = this.#links.get(participantId)
    if (preparation === undefined) return
    this.#end(preparation)
    if (preparation.hold !== null) this.#tell(preparation, { kind: 'bye' })
  }

  closeAll(): void {
    for (const participantId of [...this.#links.keys()]) this.close(participantId)
  }

  /** The newest of somebody's counts: their page may be another than that of the one before. */
  #accept(
    from: ParticipantId,
    linkId: OfferId,
    message: LinkMessage,
    depth: PreparationDepth,
  ): Preparation | null {
    if (message.kind !== 'description' || message.description.type !== 'offer') return null
    const asked = message.isHeld ? 'held' : 'connected'
    if (asked === 'connected' && depth === 'held') {
      if (message.offerSequence === FIRST_OFFER) void this.#refuse(from, linkId)
      return null
    }
    this.close(from)
    return this.#count('answerer') < MAX_PREPARED ? this.#begin('answerer', from, linkId, asked) : null
  }

  /** Nothing else was said of this link, so that the order of what is said begins with it. */
  async #refuse(from: ParticipantId, linkId: OfferId): Promise<void> {
    const payload = await this.#options.createPayloads(linkId).encode('link', { kind: 'bye' })
    this.#request(from, linkId, payload)
  }

  #begin(
    role: PreparedRole,
    participantId: ParticipantId,
    linkId: OfferId,
    depth: PreparationDepth,
  ): Preparation {
    const isHeld = depth === 'held'
    const preparation: Preparation = {
      role,
      participantId,
      hold: isHeld ? new LinkHold(role) : null,
      link: this.#options.createLink(role, linkId, depth),
      payloads: this.#options.createPayloads(linkId),
      outbox: Promise.resolve(),
      timer: this.#options.clock.setTimeout(() => {
        if (!isMade(preparation)) this.#giveUp(preparation)
      }, PATIENCE_MS),
    }
    this.#links.set(participantId, preparation)
    if (isHeld) this.#watch(preparation)
    return preparation
  }

  /** Firefox (153) takes a connection that is told of no candidate for five seconds for one that failed. */
  #watch(preparation: Preparation): void {
    const { connection } = preparation.link
    connection.addEventListener('connectionstatechange', () => {
      const isWaiting = this.#links.get(preparation.participantId) === preparation
      if (isWaiting && connection.connectionState === 'failed') this.#giveUp(preparation)
    })
  }

  #giveUp({ participantId }: Preparation): void {
    this.close(participantId)
    this.#ends.set(participantId, Number.POSITIVE_INFINITY)
  }

  /** It is answered: what was kept goes in. */
  #release(preparation: Preparation): PreparedLink {
    this.#remove(preparation)
    const { link, payloads, hold } = preparation
    if (hold === null) return { link, payloads, isHeld: false, untold: [] }
    const { untold, unused } = hold.release()
    link.release()
    for (const candidate of unused) link.receive(candidate)
    return { link, payloads, isHeld: true, untold }
  }

  #end(preparation: Preparation): void {
    this.#remove(preparation)
    preparation.link.close()
  }

  #remove({ timer, participantId }: Preparation): void {
    this.#options.clock.clearTimeout(timer)
    this.#links.delete(participantId)
  }

  #forgetAllBut(callers: readonly ParticipantId[]): void {
    for (const memory of [this.#ends, this.#unconnectable])
      for (const id of memory.keys()) if (!callers.includes(id)) memory.delete(id)
  }

  #endsBy(participantId: ParticipantId): number {
    return this.#ends.get(participantId) ?? 0
  }

  #of(link: PeerLink): Preparation | undefined {
    return [...this.#links.values()].find((preparation) => preparation.link === link)
  }

  #count(role: PreparedRole): number {
    return [...this.#links.values()].filter((preparation) => preparation.role === role).length
  }
}

/** Nothing is to be waited for but the answer. */
function isMade({ link, hold }: Preparation): boolean {
  return hold === null ? link.getSnapshot().state === 'connected' : link.hasExchanged
}
