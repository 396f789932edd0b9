import type { LinkState, PeerLink, PeerLinkSnapshot, PeerMessage } from '@/lib/browser/peer/peer-link'
import { createRandomId, type OfferId, type ParticipantId } from '@/lib/protocol/ids'
import type { LinkMessage, Profile } from '@/lib/protocol/link-messages'
import type { CallOrder } from '@/lib/protocol/room'
import type { AudioLevels } from './audio-levels'
import { Distrust } from './distrust'
import type { LinkConfiguration } from './link-configuration'
import type { LinkEntry } from './link-entry'
import { LinkFactory } from './link-factory'
import { LinkOutcomes } from './link-outcomes'
import type { LinkRegistryOptions } from './link-registry-options'
import { LinkTable } from './link-table'
import { MeshQuality } from './mesh-quality'
import { OfferClaim } from './offer-claim'
import type { OpenedAnswered, OpenedOffer, OpenedSignal } from './opened-facts'
import { PreparedLinks } from './prepared-links'
import type { LinkFacts } from './reconcile'
import { RemakeTimer } from './remake-timer'
import { StandingOfferKeeper } from './standing-offer-keeper'
import type { LinkViews } from './views'

type LinkAnswered = Pick<LinkEntry, 'participantId' | 'callOrder'> & { readonly linkId: OfferId }

/** Who was answered by a prepared link, on a path that is up, tells of themselves well within this. */
const PREPARED_PATIENCE_MS = 10_000

/**
 * Owns the link to each other participant of the call, and keeps the standing offer that grows into the next one.
 * Routes what links say through the server as long as they have no channel of their own.
 */
export class LinkRegistry {
  readonly #options: LinkRegistryOptions
  readonly #links = new LinkTable()
  readonly #distrust = new Distrust()
  readonly #remaking: RemakeTimer
  readonly #outcomes: LinkOutcomes
  readonly #factory: LinkFactory
  /** The offer that waits for whoever comes next. */
  readonly standing: StandingOfferKeeper
  /** Links that nobody has answered by yet. */
  readonly prepared: PreparedLinks
  /** How much goes out on each link, and how each is. */
  readonly quality: MeshQuality

  constructor(options: LinkRegistryOptions) {
    this.#options = options
    this.#outcomes = new LinkOutcomes(options)
    this.#factory = new LinkFactory(options)
    this.#remaking = new RemakeTimer(options.clock, () => this.#remake())
    this.quality = new MeshQuality(options, this.#links)
    this.standing = new StandingOfferKeeper({
      signaling: options.signaling,
      clock: options.clock,
      createLink: () => this.#createUnclaimed({ id: createRandomId(), role: 'offerer' }),
      createPayloads: (linkId) => this.#factory.createPayloads(linkId),
      onPosted: (callOrder, offers) => {
        this.#remaking.finish()
        options.onEntered(callOrder, offers)
      },
    })
    this.prepared = new PreparedLinks({
      signaling: options.signaling,
      clock: options.clock,
      createLink: (role, id) => this.#createUnclaimed({ id, role, isSilent: true }),
      createPayloads: (linkId) => this.#factory.createPayloads(linkId),
      onTampered: options.onTampered,
    })
  }

  facts(): LinkFacts[] {
    return this.#links.facts()
  }

  /** Somebody in the call can tell us things. */
  get hasLiveLink(): boolean {
    return this.facts().some(({ isAlive }) => isAlive)
  }

  snapshots(): LinkViews {
    return this.#links.views()
  }

  /** The link to somebody, for what goes over it beside messages. */
  linkTo(participantId: ParticipantId): PeerLink | undefined {
    return this.#links.get(participantId)?.link
  }

  /** Every open link, the standing offer's included: what local media goes to. */
  all(): PeerLink[] {
    const links = [...this.#links.values()].map((entry) => entry.link)
    return this.standing.link === null ? links : [...links, this.standing.link]
  }

  /** How loud everybody linked is just now. */
  readAudioLevels(): AudioLevels {
    return this.#links.readAudioLevels()
  }

  ensureStandingOffer(): void {
    this.standing.ensure([...this.#links.values()].some((entry) => !entry.wasConnected))
  }

  /** The network or the socket may be another: links in trouble try at once. */
  noteNetworkChange(): void {
    for (const entry of this.#links.values()) entry.link.noteNetworkChange()
  }

  /** Fresh credentials for the next restart of each link. */
  setConfiguration(configuration: RTCConfiguration): void {
    for (const link of this.all()) link.setConfiguration(configuration)
  }

  /** Every link looks for new candidates, by the configuration that holds now. */
  restartAll(): void {
    this.prepared.closeAll()
    for (const entry of this.#links.values()) entry.link.restartIce()
    this.standing.renew()
  }

  /**
   * Every link is made anew by the configuration that holds now. An ICE restart would not do: the browser keeps to the path that it
   * has as long as that lives. First the fresh offer, since the others answer what they find once their links end.
   */
  remakeAll(): void {
    this.prepared.closeAll()
    this.standing.renew()
    if (this.#links.size > 0) this.#remaking.start()
  }

  #remake(): void {
    for (const participantId of [...this.#links.keys()]) {
      this.#drop(participantId)
      this.#options.onStateChange(participantId, 'closed')
    }
  }

  /**
   * Answers a caller by the link that was made with them before, if there is one. Media goes out at once, what else the two tell each
   * other once the server has granted it. Where it does not, the caller's offer is there to be claimed.
   */
  answerPrepared(participantId: ParticipantId, callOrder: CallOrder): void {
    if (this.#links.has(participantId) || this.#distrust.isOver(participantId, callOrder)) return
    const prepared = this.prepared.takeToAnswer(participantId)
    if (prepared === null) return
    const { link, payloads } = prepared
    const entry = this.#factory.createEntry(link, payloads, { participantId, callOrder, role: 'offerer' })
    this.#add(entry)
    this.#options.attachMedia(link)
    link.send({ kind: 'answer' })
    this.#options.signaling.ask('link:answer', { participantId, linkId: link.id }, (result) => {
      if (this.#links.get(participantId) !== entry) return
      if (result.ok) {
        this.#options.onEntered(result.answer.callOrder, [])
        this.#noteConnected(entry)
        this.#options.clock.setTimeout(() => this.#endUnheard(entry), PREPARED_PATIENCE_MS)
      } else {
        this.#end(entry)
      }
    })
    this.#options.onUnderWay()
  }

  /** Claims an offer, unless its caller is linked already or what came as theirs was altered too often. */
  answer(offer: OpenedOffer): void {
    const { participantId, callOrder, description } = offer
    if (this.#links.has(participantId) || this.#distrust.isOver(participantId, callOrder)) return
    if (description === null) {
      this.#distrust.note(participantId, callOrder)
      this.#options.onTampered(participantId)
      this.#options.onOfferGone(offer.id)
      return
    }
    const payloads = this.#factory.createPayloads(offer.id)
    const claim = new OfferClaim({
      offer: { ...offer, description },
      payloads,
      codec: this.#options.codec,
      inbox: this.#options.inbox,
      signaling: this.#options.signaling,
      createLink: this.#options.createLink,
      signal: (message) => entry.signal(message),
      onChange: (snapshot) => this.#handleChange(entry.link, snapshot),
      onMessage: (message) => this.#handleMessage(entry.link, message),
      onForged: () => this.#options.onTampered(participantId),
      clock: this.#options.clock,
      onUnderWay: this.#options.onUnderWay,
      onGranted: (granted) => this.#options.onEntered(granted, []),
      onGone: () => {
        this.#drop(participantId)
        this.#options.onOfferGone(offer.id)
      },
      onTampered: () => this.#refuse(entry),
      isAbandoned: () => this.#links.get(participantId) !== entry,
    })
    const entry = this.#factory.createEntry(claim.link, payloads, { ...offer, role: 'answerer' })
    this.#add(entry)
    claim.start()
  }

  /**
   * Somebody has answered by the link that was made with them before. Where it is gone, they find out and claim the offer.
   * `callOrder` is null where that is their own word over that link, which is sooner here than the server's.
   */
  handleLinkAnswered({ linkId, participantId, callOrder }: LinkAnswered): void {
    const prepared = this.prepared.takeAnswered(participantId, linkId)
    if (prepared === null) return
    const { link, payloads } = prepared
    this.#drop(participantId)
    const entry = this.#factory.createEntry(link, payloads, { participantId, callOrder, role: 'answerer' })
    this.#add(entry)
    this.#options.attachMedia(link)
    this.#noteConnected(entry)
    this.#options.onAnswered(participantId)
  }

  /** @param callOrderOf Somebody's stay in the call as the server tells it, which may be later than they themselves. */
  noteCallOrders(callOrderOf: (id: ParticipantId) => CallOrder | null): void {
    for (const entry of this.#links.values()) entry.callOrder ??= callOrderOf(entry.participantId)
  }

  /** The standing offer was claimed: it becomes the link to whoever answered, and a fresh one takes its place. */
  handleAnswered({ offerId, participantId, callOrder, description, candidates }: OpenedAnswered): void {
    const taken = this.standing.take(offerId)
    if (taken === null) return
    const { link, payloads, undelivered } = taken
    this.#drop(participantId)
    if (this.#distrust.isOver(participantId, callOrder)) {
      link.close()
      this.ensureStandingOffer()
      return
    }
    const first = payloads.inbound.acceptFirst(description?.counter ?? null, candidates)
    const entry = this.#factory.createEntry(link, payloads, { participantId, callOrder, role: 'offerer' })
    this.#add(entry)
    if (description === null || first === null) {
      this.#refuse(entry)
      this.ensureStandingOffer()
      return
    }
    link.receive(description.content)
    for (const candidate of first) link.receive(candidate)
    for (const candidate of undelivered) entry.signal(candidate)
    this.#options.onAnswered(participantId)
    this.ensureStandingOffer()
  }

  handleSignal({ from, linkId, message }: OpenedSignal): void {
    const entry = this.#links.get(from)
    if (entry === undefined || entry.link.id !== linkId) return
    if (message === null || !entry.payloads.inbound.accept(message.counter)) this.#refuse(entry)
    else entry.link.receive(message.content)
  }

  /** Over every link that is or was up; the server carries the profile for the rest. */
  broadcast(message: PeerMessage): void {
    for (const entry of this.#links.values()) if (entry.wasConnected) entry.link.send(message)
  }

  sendProfile(participantId: ParticipantId, profile: Profile): void {
    this.send(participantId, { kind: 'profile', profile })
  }

  send(participantId: ParticipantId, message: PeerMessage): void {
    this.#links.get(participantId)?.link.send(message)
  }

  /** The other side's stay is over: the link to it, if there is one, closes. That is a failure only of one that was never up. */
  close(participantId: ParticipantId): void {
    this.prepared.close(participantId)
    const entry = this.#links.get(participantId)
    if (entry === undefined) return
    this.#drop(participantId)
    if (!entry.wasConnected) this.#options.onFailed(participantId, 'peer-left')
    this.#options.onChange()
  }

  /** Hangs up: tells every peer over its link, then closes all. */
  closeAll(): void {
    this.#remaking.stop()
    this.prepared.closeAll()
    const entries = [...this.#links.values()]
    for (const { link, wasConnected } of entries) if (wasConnected) link.send({ kind: 'bye' })
    // None is left to share the uplink with, so the encodings of the rest need not follow each.
    this.#links.clear()
    for (const { link } of entries) link.close()
    this.standing.end()
    this.#options.onChange()
  }

  /** A link that has no entry yet. */
  #createUnclaimed(one: Pick<LinkConfiguration, 'id' | 'role' | 'isSilent'>): PeerLink {
    const link = this.#options.createLink({
      ...one,
      sendBySignaling: (message) => this.#sendUnclaimed(link, message),
      onChange: (snapshot) => this.#handleChange(link, snapshot),
      onMessage: (message) => this.#handleMessage(link, message),
      onForged: () => {
        const entry = this.#links.entryOf(link)
        if (entry !== undefined) this.#options.onTampered(entry.participantId)
      },
    })
    return link
  }

  #add(entry: LinkEntry): void {
    this.#links.set(entry.participantId, entry)
    this.#outcomes.begin(entry.link)
    this.quality.noteLinks()
    this.#options.onChange()
  }

  #drop(participantId: ParticipantId): void {
    const entry = this.#links.get(participantId)
    this.#links.delete(participantId)
    entry?.link.close()
    this.quality.noteGone(participantId)
  }

  #end({ participantId }: LinkEntry): void {
    this.#drop(participantId)
    this.#options.onStateChange(participantId, 'closed')
  }

  /** Who was answered tells of themselves at once. Who does not has never heard of it: the server kept it. */
  #endUnheard(entry: LinkEntry): void {
    if (entry.isHeard || this.#links.get(entry.participantId) !== entry) return
    this.#options.onFailed(entry.participantId, 'never-answered')
    this.#end(entry)
  }

  /** Somebody on the way altered what came: this attempt is over, and so is the link. */
  #refuse(entry: LinkEntry): void {
    if (entry.callOrder !== null) this.#distrust.note(entry.participantId, entry.callOrder)
    this.#options.onTampered(entry.participantId)
    this.#end(entry)
  }

  #sendUnclaimed(link: PeerLink, message: LinkMessage): void {
    const entry = this.#links.entryOf(link)
    if (entry !== undefined) entry.signal(message)
    else if (!this.prepared.send(link, message)) this.standing.add(link, message)
  }

  #handleMessage(link: PeerLink, message: PeerMessage): void {
    if (message.kind === 'answer') {
      const participantId = this.prepared.participantOf(link)
      if (participantId !== undefined)
        this.handleLinkAnswered({ linkId: link.id, participantId, callOrder: null })
      return
    }
    const entry = this.#links.entryOf(link)
    if (entry === undefined) return
    entry.isHeard = true
    if (message.kind === 'safety-commit' || message.kind === 'safety-reveal') {
      void entry.safety.receive(message)
      return
    }
    if (this.quality.take(entry.participantId, message)) return
    if (message.kind === 'bye') this.#drop(entry.participantId)
    this.#options.onMessage(entry.participantId, message)
  }

  #handleChange(link: PeerLink, snapshot: PeerLinkSnapshot): void {
    const entry = this.#links.entryOf(link)
    if (entry === undefined) {
      this.prepared.noteChange(link, snapshot)
      return
    }
    const before: LinkState = entry.snapshot.state
    entry.snapshot = snapshot
    if (snapshot.state === 'connected' && !entry.wasConnected) this.#handleConnected(entry)
    if (snapshot.state === before) {
      this.#options.onChange()
      return
    }
    if (snapshot.state === 'failed') this.#handleFailed(entry)
    else if (snapshot.state === 'closed') this.#drop(entry.participantId)
    this.#options.onStateChange(entry.participantId, snapshot.state)
  }

  /** A link that was up before it had an entry. */
  #noteConnected(entry: LinkEntry): void {
    if (entry.snapshot.state === 'connected' && !entry.wasConnected) this.#handleConnected(entry)
  }

  #handleConnected(entry: LinkEntry): void {
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
    if (!entry.wasConnected) this.#drop(entry.participantId)
  }
}
